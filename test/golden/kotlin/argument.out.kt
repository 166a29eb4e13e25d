val c = connect("app", password = System.getenv("DB_PASSWORD") ?: error("DB_PASSWORD is not set"))
