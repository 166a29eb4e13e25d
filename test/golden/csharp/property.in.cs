using System;

class A
{
    public string Password { get; set; } = "«s3cr3t»";
    public string Other => "x";
}
