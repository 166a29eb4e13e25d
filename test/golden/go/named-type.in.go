package main

var p Password = "«s3cr3t»"
