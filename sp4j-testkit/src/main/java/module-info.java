/**
 * Contracts and tools for testing transports, protocols and programs that use sp4j.
 */
module io.sp4j.testkit {
    requires transitive io.sp4j;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports io.sp4j.testkit.sim;
}
