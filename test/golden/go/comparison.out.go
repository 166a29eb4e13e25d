package main

import "os"

func f(s string) bool {
	if s == func() string {
		v, ok := os.LookupEnv("DB_PASSWORD")
		if !ok {
			panic("DB_PASSWORD is not set")
		}
		return v
	}() {
		return true
	}
	return false
}
