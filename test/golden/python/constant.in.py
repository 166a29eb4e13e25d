PASSWORD = "«s3cr3t»"
