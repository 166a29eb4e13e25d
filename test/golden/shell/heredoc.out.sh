cat <<EOF > config
user=app
password=${DB_PASSWORD:?DB_PASSWORD is not set}
EOF
