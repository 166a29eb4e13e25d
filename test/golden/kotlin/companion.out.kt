class A {
    companion object {
        private val PASSWORD = System.getenv("DB_PASSWORD") ?: error("DB_PASSWORD is not set")
    }
}
