import java.util.*;

class A {
    Map<String, String> m = Map.of("password", Objects.requireNonNull(System.getenv("DB_PASSWORD"), "DB_PASSWORD is not set"));
}
