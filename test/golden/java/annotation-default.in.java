@interface I {
    String v() default "«s3cr3t»";
}
