using System;

class Environment { }

class A
{
    string p = "«s3cr3t»";
}
