package a

import "os"

func f() {
	var p = func() string {
		v, ok := os.LookupEnv("DB_PASSWORD")
		if !ok {
			panic("DB_PASSWORD is not set")
		}
		return v
	}()
	g(p)
}
