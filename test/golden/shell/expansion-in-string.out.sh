P="$(get "${DB_PASSWORD:?DB_PASSWORD is not set}")"
