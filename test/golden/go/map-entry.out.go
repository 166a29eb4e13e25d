package main

import "os"

var m = map[string]string{"password": func() string {
	v, ok := os.LookupEnv("DB_PASSWORD")
	if !ok {
		panic("DB_PASSWORD is not set")
	}
	return v
}()}
