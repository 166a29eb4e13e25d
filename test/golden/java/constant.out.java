package a;

import java.util.List;
import java.util.Objects;
import java.util.Set;

class A {
    static final String PASSWORD = Objects.requireNonNull(System.getenv("DB_PASSWORD"), "DB_PASSWORD is not set");
}
