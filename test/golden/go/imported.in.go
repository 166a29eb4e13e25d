package main

import (
	"fmt"
	"os"
)

var password = `«s3cr3t»`
