import java.util.*;

class A {
    Map<String, String> m = Map.of("password", "«s3cr3t»");
}
