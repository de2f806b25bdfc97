/**
 * nng's Scalability Protocols in pure Java.
 */
module io.sp4j {
    requires static org.jspecify;
}
