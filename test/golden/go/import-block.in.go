package main

import (
	"fmt"
	"strings"

	"example.org/x"
)

var password = "«s3cr3t»"
