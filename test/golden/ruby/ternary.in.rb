password = local ? '«s3cr3t»' : other
