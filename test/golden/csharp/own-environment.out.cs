using System;

class Environment { }

class A
{
    string p = System.Environment.GetEnvironmentVariable("DB_PASSWORD") ?? throw new System.InvalidOperationException("DB_PASSWORD is not set");
}
