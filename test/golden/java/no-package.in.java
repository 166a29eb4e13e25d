class A {
    String p = "«s3cr3t»";
}
