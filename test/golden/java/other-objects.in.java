import com.google.common.base.Objects;

class A {
    String p = "«s3cr3t»";
}
