fn f() -> &'static str {
    "«s3cr3t»"
}
