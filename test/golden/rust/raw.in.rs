fn f() {
    let p = r#"«s3cr3t»"#;
}
