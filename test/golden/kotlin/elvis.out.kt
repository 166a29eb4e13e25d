val p = System.getenv("PG_PASSWORD") ?: error("PG_PASSWORD is not set")
