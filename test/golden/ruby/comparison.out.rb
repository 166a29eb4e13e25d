go if given == ENV.fetch('DB_PASSWORD')
