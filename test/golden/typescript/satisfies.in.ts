const o = { password: "«s3cr3t»" } satisfies Options;
