go if given == '«s3cr3t»'
