key = ENV.fetch('DB_PASSWORD').unpack1('m')
