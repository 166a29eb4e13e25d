def connect(password = ENV.fetch('DB_PASSWORD'))
end
