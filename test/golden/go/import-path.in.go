package main

import "«s3cr3t»"
