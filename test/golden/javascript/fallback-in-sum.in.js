const x = "a" + (process.env.DB_PASSWORD || "«s3cr3t»");
