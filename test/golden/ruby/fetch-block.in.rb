password = ENV.fetch('PG_PASSWORD') { '«s3cr3t»' }
