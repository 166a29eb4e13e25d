fn f() {
    let p = std::env::var("PG_PASSWORD").unwrap_or_else(|_| String::from("«s3cr3t»"));
}
