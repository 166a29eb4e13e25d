password = %q(«s3cr3t»)
