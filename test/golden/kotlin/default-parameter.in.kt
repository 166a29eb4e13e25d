class A(val password: String = "«s3cr3t»")
