import os

P = os.environ.get("DB_PASSWORD", "«s3cr3t»")
