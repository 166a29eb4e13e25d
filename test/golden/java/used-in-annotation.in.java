class A {
    static final String P = "«s3cr3t»";
    @Named(P)
    String q;
}
