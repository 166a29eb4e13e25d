fn f() {
    let url = "postgres://app:«s3cr3t»@db/{x}\u{41}";
}
