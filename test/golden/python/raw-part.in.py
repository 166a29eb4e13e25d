url = r"\\host\«s3cr3t»\x{1}"
