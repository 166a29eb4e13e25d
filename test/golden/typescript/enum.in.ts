enum P {
  A = "«s3cr3t»",
}
