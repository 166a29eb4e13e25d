fn f() {
    let url = &format!("postgres://app:{}@db/{{x}}\u{41}", std::env::var("DB_PASSWORD").expect("DB_PASSWORD is not set"));
}
