package main

var m = map[string]string{"password": "«s3cr3t»"}
