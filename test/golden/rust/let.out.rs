fn f() {
    let password = &std::env::var("DB_PASSWORD").expect("DB_PASSWORD is not set");
}
