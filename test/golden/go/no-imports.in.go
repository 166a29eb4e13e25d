package main

var password = "«s3cr3t»"
