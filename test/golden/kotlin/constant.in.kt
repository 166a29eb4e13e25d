const val PASSWORD = "«s3cr3t»"
