password = ENV.fetch('DB_PASSWORD')
