val text = """
    user=app password=«s3cr3t»
""".trimIndent()
