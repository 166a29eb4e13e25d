import os

url = rf"\\host\{os.environ['DB_PASSWORD']}\x{{1}}"
