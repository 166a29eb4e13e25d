import java.util.Objects;

class A {
    void f() {
        connect("jdbc:pg://app:" + Objects.requireNonNull(System.getenv("DB_PASSWORD"), "DB_PASSWORD is not set") + "@db");
    }
}
