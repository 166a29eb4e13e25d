val p = (System.getenv("PG_PASSWORD") ?: "«s3cr3t»").trim()
