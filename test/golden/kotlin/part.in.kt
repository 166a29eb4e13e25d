val url = "postgres://app:«s3cr3t»@$host/db"
