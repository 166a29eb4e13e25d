val m = mapOf("password" to "«s3cr3t»")
