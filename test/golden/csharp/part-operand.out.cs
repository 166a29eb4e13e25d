using System;

var n = ("Password=" + (Environment.GetEnvironmentVariable("DB_PASSWORD") ?? throw new InvalidOperationException("DB_PASSWORD is not set")) + ";").Length;
