val url = "postgres://app:${System.getenv("DB_PASSWORD") ?: error("DB_PASSWORD is not set")}@$host/db"
