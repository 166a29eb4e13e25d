const q = sql`select «s3cr3t»`;
