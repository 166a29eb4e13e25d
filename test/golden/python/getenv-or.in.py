import os

P = os.getenv("DB_PASSWORD") or "«s3cr3t»"
