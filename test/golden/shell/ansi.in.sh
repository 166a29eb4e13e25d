P=$'a\t«s3cr3t»\n'
