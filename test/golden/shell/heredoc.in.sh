cat <<EOF > config
user=app
password=«s3cr3t»
EOF
