class A {
    companion object {
        private const val PASSWORD = "«s3cr3t»"
    }
}
