package io.sp4j.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The clauses of a document that a test checks, for example {@code "spec.md 3.4"} or {@code "spec.md 10 #29"}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Spec {
    /** Document and clause, one or several. */
    String[] value();
}
