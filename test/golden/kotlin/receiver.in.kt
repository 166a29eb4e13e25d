val b = "«s3cr3t»".toByteArray()
