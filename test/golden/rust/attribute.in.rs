#[login("«s3cr3t»")]
fn f() {}
