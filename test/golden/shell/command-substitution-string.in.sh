P="$(get "«s3cr3t»")"
