connect(user="app", password="«s3cr3t»")
