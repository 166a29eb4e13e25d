class A {
    String q = """
        a=«s3cr3t»
        b
        """;
}
