import os

connect(user="app", password=os.environ["DB_PASSWORD"])
