package main

import "os"

var p Password = Password(func() string {
	v, ok := os.LookupEnv("DB_PASSWORD")
	if !ok {
		panic("DB_PASSWORD is not set")
	}
	return v
}())
