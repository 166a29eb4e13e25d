class A
{
    const string Password = "«s3cr3t»";
}
