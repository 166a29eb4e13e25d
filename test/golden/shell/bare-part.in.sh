curl -u app:«s3cr3t» https://example.org
