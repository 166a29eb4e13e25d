connect(process.env['API_KEY'] ?? '«s3cr3t»');
