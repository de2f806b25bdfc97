package io.sp4j;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names what a test checks, as the test kit's annotation does, which this module's tests cannot reach. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Spec {
    /** Clauses, such as {@code spec.md 10 #79}. */
    String[] value();
}
