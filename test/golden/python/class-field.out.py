import os

class Config:
    password: str = os.environ["DB_PASSWORD"]
