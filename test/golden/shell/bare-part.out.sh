curl -u app:"${DB_PASSWORD:?DB_PASSWORD is not set}" https://example.org
