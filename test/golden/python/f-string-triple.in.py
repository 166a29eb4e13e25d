text = f"""
user={user}
password=«s3cr3t»
"""
