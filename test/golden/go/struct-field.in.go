package main

var c = Config{
	User: "app",
	Password: "«s3cr3t»",
}
