const { DB_PASSWORD = "«s3cr3t»" } = process.env;
