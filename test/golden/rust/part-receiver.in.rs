fn f() {
    let url = r"user=app password=«s3cr3t»".to_owned();
}
