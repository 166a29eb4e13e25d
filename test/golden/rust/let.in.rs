fn f() {
    let password = "«s3cr3t»";
}
