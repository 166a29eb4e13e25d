cat <<'EOF' > config
password=«s3cr3t»
EOF
