import os

P = os.environ['DB_PASSWORD']
