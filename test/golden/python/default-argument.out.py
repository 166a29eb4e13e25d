import os

def connect(password=os.environ["DB_PASSWORD"]):
    pass
