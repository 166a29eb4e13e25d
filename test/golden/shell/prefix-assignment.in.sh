PGPASSWORD=«s3cr3t» psql -h db
