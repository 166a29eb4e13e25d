class A {
    @Value("«s3cr3t»")
    String p;
}
