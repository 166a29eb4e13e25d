const size = "«s3cr3t»".length;
