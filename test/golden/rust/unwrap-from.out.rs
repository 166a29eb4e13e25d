fn f() {
    let p = std::env::var("PG_PASSWORD").expect("PG_PASSWORD is not set");
}
