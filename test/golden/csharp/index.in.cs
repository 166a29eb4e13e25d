using System;

var x = map["«s3cr3t»"];
