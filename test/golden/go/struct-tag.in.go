package main

type A struct {
	B string `json:"«s3cr3t»"`
}
