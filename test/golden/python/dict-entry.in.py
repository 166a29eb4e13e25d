config = {"password": "«s3cr3t»", "port": 1}
