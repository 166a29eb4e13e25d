url = "postgres://app:«s3%%cr3t»@%s" % host
