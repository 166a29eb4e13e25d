package main

const (
	user = "a"
	password = "«s3cr3t»"
)
