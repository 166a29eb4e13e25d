package main

import "os"

func f() {
	dial("postgres://app:" + func() string {
		v, ok := os.LookupEnv("DB_PASSWORD")
		if !ok {
			panic("DB_PASSWORD is not set")
		}
		return v
	}() + "@db/x")
}
