class A
{
    void F()
    {
        string password = System.Environment.GetEnvironmentVariable("DB_PASSWORD") ?? throw new System.InvalidOperationException("DB_PASSWORD is not set");
    }
}
