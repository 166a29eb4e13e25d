package main

import "os"

var password = func() string {
	v, ok := os.LookupEnv("DB_PASSWORD")
	if !ok {
		panic("DB_PASSWORD is not set")
	}
	return v
}()
