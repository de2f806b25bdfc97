/*
 * The {@code sp4j} command. Open, because picocli reads the annotations of its classes.
 */
open module io.sp4j.cli {
    requires info.picocli;
    requires io.sp4j;
    requires static jdk.httpserver;
    requires static org.jspecify;
}
