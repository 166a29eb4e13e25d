using System;

class A
{
    string Password => "«s3cr3t»";
}
