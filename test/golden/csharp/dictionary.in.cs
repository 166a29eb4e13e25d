using System;

var o = new Dictionary<string, string> { ["password"] = "«s3cr3t»" };
