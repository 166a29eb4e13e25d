const x = ) "«s3cr3t» ( {
