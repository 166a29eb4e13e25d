class A(val password: String = System.getenv("DB_PASSWORD") ?: error("DB_PASSWORD is not set"))
