package main

func f(s string) bool {
	if s == "«s3cr3t»" {
		return true
	}
	return false
}
