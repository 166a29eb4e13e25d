key = '«s3cr3t»'.unpack1('m')
