use std::env;

fn f() {
    let p = env::var("PG_PASSWORD").unwrap_or_else(|_| "«s3cr3t»".into());
}
