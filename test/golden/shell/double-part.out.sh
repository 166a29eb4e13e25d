curl -H "Authorization: Bearer ${DB_PASSWORD:?DB_PASSWORD is not set}" "https://$HOST/"
