package main

var m = map[string]int{"«s3cr3t»": 1}
