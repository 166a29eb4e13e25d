package a;

import java.util.List;
import java.util.Set;

class A {
    static final String PASSWORD = "«s3cr3t»";
}
