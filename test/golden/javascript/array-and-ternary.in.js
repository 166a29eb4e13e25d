const keys = [live ? "«s3cr3t»" : "test"];
