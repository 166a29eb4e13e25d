fn f() {
    let url = format!(r"user=app password={}", std::env::var("DB_PASSWORD").expect("DB_PASSWORD is not set")).to_owned();
}
