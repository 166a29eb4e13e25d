fun error(text: String) {}

val password = "«s3cr3t»"
