url = "postgres://app:#{ENV.fetch('DB_PASSWORD')}@db/#{name}"
