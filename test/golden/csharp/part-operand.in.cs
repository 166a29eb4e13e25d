using System;

var n = "Password=«s3cr3t»;".Length;
