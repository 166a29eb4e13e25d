const val P = "«s3cr3t»"
const val U = "x:$P"
