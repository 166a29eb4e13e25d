package main

import (
	"os"
	str "strings"
) // why

var p = str.ToUpper(func() string {
	v, ok := os.LookupEnv("DB_PASSWORD")
	if !ok {
		panic("DB_PASSWORD is not set")
	}
	return v
}())
