connect host: 'db', password: ENV.fetch('DB_PASSWORD')
