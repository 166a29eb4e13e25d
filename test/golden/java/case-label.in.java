class A {
    void f(String s) {
        switch (s) {
            case "«s3cr3t»": break;
        }
    }
}
