type P = "«s3cr3t»";
