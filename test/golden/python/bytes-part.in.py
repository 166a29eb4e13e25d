KEY = b"Bearer «s3cr3t»"
