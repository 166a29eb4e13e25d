import java.util.*;

class A {
    String p = System.getenv().getOrDefault("DB_PASSWORD", "«s3cr3t»");
}
