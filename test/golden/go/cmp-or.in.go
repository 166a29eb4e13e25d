package main

import (
	"cmp"
	"os"
)

var p = cmp.Or(os.Getenv("DB_PASSWORD"), "«s3cr3t»")
