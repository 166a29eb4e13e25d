using System;

var o = new Options { Password = "«s3cr3t»" };
