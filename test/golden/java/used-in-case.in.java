class A {
    static final String P = "«s3cr3t»";
    void f(String s) {
        switch (s) {
            case P: break;
        }
    }
}
