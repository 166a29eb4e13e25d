fun f(password: String = "«s3cr3t»") = password
