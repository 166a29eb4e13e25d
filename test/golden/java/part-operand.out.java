import java.util.Objects;

class A {
    int n = ("key=" + Objects.requireNonNull(System.getenv("DB_PASSWORD"), "DB_PASSWORD is not set")).length();
}
