password = local ? ENV.fetch('DB_PASSWORD') : other
