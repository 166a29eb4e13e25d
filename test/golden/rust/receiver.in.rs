fn f() -> C {
    C { password: "«s3cr3t»".to_string() }
}
