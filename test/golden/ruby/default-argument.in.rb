def connect(password = '«s3cr3t»')
end
