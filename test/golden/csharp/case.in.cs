class A
{
    void F(string s)
    {
        switch (s) { case "«s3cr3t»": break; }
    }
}
