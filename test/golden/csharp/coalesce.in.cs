using System;

var p = Environment.GetEnvironmentVariable("PG_PASSWORD") ?? "«s3cr3t»";
