package main

import str "strings" // why

var p = str.ToUpper("«s3cr3t»")
