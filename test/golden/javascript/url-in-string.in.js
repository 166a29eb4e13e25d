const url = "postgres://app:«s3cr3t»@db/`a`${x}?q=\"1\"";
