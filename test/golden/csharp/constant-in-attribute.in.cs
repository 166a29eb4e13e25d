[Login(A.Password)]
class A
{
    public const string Password = "«s3cr3t»";
}
