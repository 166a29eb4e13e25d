class A
{
    string password = "«s3cr3t»";
}
