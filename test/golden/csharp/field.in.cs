using System;

class A
{
    static readonly string Password = "«s3cr3t»";
}
