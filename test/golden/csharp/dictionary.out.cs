using System;

var o = new Dictionary<string, string> { ["password"] = Environment.GetEnvironmentVariable("DB_PASSWORD") ?? throw new InvalidOperationException("DB_PASSWORD is not set") };
