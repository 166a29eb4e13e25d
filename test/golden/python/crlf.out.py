import os

x = 1
P = os.environ["DB_PASSWORD"]
