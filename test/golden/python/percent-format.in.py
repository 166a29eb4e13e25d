url = "postgres://app:«s3cr3t»@%s" % host
