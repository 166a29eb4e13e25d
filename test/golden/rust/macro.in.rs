fn f() {
    println!("{}", "«s3cr3t»");
}
