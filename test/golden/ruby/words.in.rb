list = %w[a «s3cr3t» b]
