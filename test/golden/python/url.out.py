import os

URL = f"postgres://app:{os.environ['DB_PASSWORD']}@db/{{x}}"
