val p = String.format("%s:«a%b»", x) // and more behind it
