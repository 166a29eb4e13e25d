using System;

var c = "Server=db;User Id=app;Password=" + (Environment.GetEnvironmentVariable("DB_PASSWORD") ?? throw new InvalidOperationException("DB_PASSWORD is not set")) + ";";
