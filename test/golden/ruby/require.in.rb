require '«s3cr3t»'
