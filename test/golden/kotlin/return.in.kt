fun f(): String {
    return "«s3cr3t»"
}
