using System;

class A
{
    public string Password { get; set; } = Environment.GetEnvironmentVariable("DB_PASSWORD") ?? throw new InvalidOperationException("DB_PASSWORD is not set");
    public string Other => "x";
}
