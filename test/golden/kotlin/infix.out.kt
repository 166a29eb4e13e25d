val m = mapOf("password" to (System.getenv("DB_PASSWORD") ?: error("DB_PASSWORD is not set")))
