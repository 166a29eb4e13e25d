import os

KEY = os.environ["DB_PASSWORD"].encode()
