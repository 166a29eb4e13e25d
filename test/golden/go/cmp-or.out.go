package main

import (
	"cmp"
	"os"
)

var p = cmp.Or(os.Getenv("DB_PASSWORD"), func() string {
	v, ok := os.LookupEnv("DB_PASSWORD")
	if !ok {
		panic("DB_PASSWORD is not set")
	}
	return v
}())
