fn f() -> C {
    C { password: std::env::var("DB_PASSWORD").expect("DB_PASSWORD is not set").to_string() }
}
