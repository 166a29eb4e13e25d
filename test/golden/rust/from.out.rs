fn f() {
    let p = String::from(&std::env::var("DB_PASSWORD").expect("DB_PASSWORD is not set"));
}
