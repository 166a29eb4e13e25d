export DB_PASSWORD=«s3cr3t»
