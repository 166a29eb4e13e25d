class A
{
    const string P = "«s3cr3t»";
    bool F(string s)
    {
        switch (s) { case P: return true; }
        return false;
    }
}
