config = {"«s3cr3t»": 1}
