function connect(user, password = "«s3cr3t»") {}
