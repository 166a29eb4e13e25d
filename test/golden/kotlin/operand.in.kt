fun f(s: String) = s == "«s3cr3t»"
