package main

import "fmt"

func main() {
	password := "«s3cr3t»"
	fmt.Println(password)
}
