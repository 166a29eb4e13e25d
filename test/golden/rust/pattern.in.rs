fn f(s: &str) {
    match s {
        "«s3cr3t»" => go(),
        _ => {}
    }
}
