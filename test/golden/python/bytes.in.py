KEY = b"«s3cr3t»"
