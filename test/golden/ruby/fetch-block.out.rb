password = ENV.fetch('PG_PASSWORD')
