import java.util.Objects;

class A {
    String u = "jdbc:x?password=" + Objects.requireNonNull(System.getenv("DB_PASSWORD"), "DB_PASSWORD is not set");
}
