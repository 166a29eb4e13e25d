import os

url = f"postgres://app:{os.environ['DB_PASSWORD']}@{host}/db"
