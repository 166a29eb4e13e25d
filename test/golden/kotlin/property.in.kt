val password = "«s3cr3t»"
