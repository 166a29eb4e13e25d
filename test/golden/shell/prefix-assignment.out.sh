PGPASSWORD="${DB_PASSWORD:?DB_PASSWORD is not set}" psql -h db
