package main

func f() {
	dial("postgres://app:«s3cr3t»@db/x")
}
