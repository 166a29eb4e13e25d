class Client
  PASSWORD = ENV.fetch("DB_PASSWORD")
end
