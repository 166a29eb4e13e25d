const o = { "«s3cr3t»": 1 };
