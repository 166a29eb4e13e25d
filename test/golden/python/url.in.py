URL = "postgres://app:«s3cr3t»@db/{x}"
