val c = connect("app", password = "«s3cr3t»")
