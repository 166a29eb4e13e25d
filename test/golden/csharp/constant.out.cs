class A
{
    static readonly string Password = System.Environment.GetEnvironmentVariable("DB_PASSWORD") ?? throw new System.InvalidOperationException("DB_PASSWORD is not set");
}
