import os

config = {"password": os.environ["DB_PASSWORD"], "port": 1}
