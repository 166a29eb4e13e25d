import java.util.Objects;

class A {
    int n = "key=«s3cr3t»".length();
}
