fn f() {
    let p = &std::env::var("DB_PASSWORD").expect("DB_PASSWORD is not set");
}
