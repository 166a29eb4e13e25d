class A
{
    void F(string password = "«s3cr3t»") { }
}
