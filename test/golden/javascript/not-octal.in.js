const p = "\1«s3cr3t»";
