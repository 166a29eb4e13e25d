class A
{
    const string P = "«s3cr3t»";
    const string U = "x:" + P;
}
