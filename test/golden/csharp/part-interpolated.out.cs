using System;

var c = $"Server={host};Password=" + (Environment.GetEnvironmentVariable("DB_PASSWORD") ?? throw new InvalidOperationException("DB_PASSWORD is not set")) + $";";
