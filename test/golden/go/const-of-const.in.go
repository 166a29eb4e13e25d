package a

const p = "«s3cr3t»"

const url = "x:" + p
