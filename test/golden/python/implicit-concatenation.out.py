import os

key = ("abc"
       f"{os.environ['DB_PASSWORD']}"
       "def")
