import com.google.common.base.Objects;

class A {
    String p = java.util.Objects.requireNonNull(System.getenv("DB_PASSWORD"), "DB_PASSWORD is not set");
}
