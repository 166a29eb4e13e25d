using System;

class A
{
    public const string Password = "Server=db;Password=«s3cr3t»;";
}
