static PASSWORD: &str = "«s3cr3t»";
