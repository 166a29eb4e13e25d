const u = process.env.DATABASE_URL || "postgres://app:«s3cr3t»@db/x";
