x = 1
P = "«s3cr3t»"
