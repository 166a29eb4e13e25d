curl -H 'Authorization: Bearer «s3cr3t»' https://example.org
