using System;

var c = @"Server=db\x;Password=" + (Environment.GetEnvironmentVariable("DB_PASSWORD") ?? throw new InvalidOperationException("DB_PASSWORD is not set"));
