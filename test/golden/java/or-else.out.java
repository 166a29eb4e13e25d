import java.util.*;

class A {
    String p = Objects.requireNonNull(System.getenv("DB_PASSWORD"), "DB_PASSWORD is not set");
}
