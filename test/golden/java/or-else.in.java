import java.util.*;

class A {
    String p = Optional.ofNullable(System.getenv("DB_PASSWORD")).orElse("«s3cr3t»");
}
