using System;

class A
{
    public static readonly string Password = "Server=db;Password=" + (Environment.GetEnvironmentVariable("DB_PASSWORD") ?? throw new InvalidOperationException("DB_PASSWORD is not set")) + ";";
}
