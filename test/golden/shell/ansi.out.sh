P=$'a\t'"${DB_PASSWORD:?DB_PASSWORD is not set}"$'\n'
