const a = 1
"«s3cr3t»".split("").forEach(print)
