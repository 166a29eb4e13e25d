fn f() {
    let p = String::from("«s3cr3t»");
}
