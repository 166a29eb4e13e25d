class A
{
    const string P = "«s3cr3t»", Q = "x";
}
