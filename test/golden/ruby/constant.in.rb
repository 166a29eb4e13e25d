class Client
  PASSWORD = "«s3cr3t»"
end
