const p = "«s3cr3t»" as const;
