import java.util.Objects;

class A {
    void f() {
        connect("jdbc:pg://app:«s3cr3t»@db");
    }
}
