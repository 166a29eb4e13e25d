using System;

var p = Environment.GetEnvironmentVariable("PG_PASSWORD") ?? throw new InvalidOperationException("PG_PASSWORD is not set");
