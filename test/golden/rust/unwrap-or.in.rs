fn f() {
    let p = std::env::var("PG_PASSWORD").unwrap_or("«s3cr3t»".to_string());
}
