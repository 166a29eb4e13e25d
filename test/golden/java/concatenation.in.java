class A {
    String u = "jdbc:x?password=" + "«s3cr3t»";
}
