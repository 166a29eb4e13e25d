using System;

var ok = given == "«s3cr3t»";
