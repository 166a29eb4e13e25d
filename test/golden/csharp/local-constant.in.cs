class A
{
    void F()
    {
        const string password = "«s3cr3t»";
    }
}
