package a

const p Key = "«s3cr3t»"
