import os

text = f"""
user={user}
password={os.environ['DB_PASSWORD']}
"""
