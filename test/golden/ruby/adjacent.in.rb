password = "a" "«s3cr3t»"
