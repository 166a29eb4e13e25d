fn f() {
    connect("app", "«s3cr3t»");
}
