/**
 * Objects as JSON in sp4j's messages, by Jackson.
 */
module io.sp4j.jackson {
    requires transitive io.sp4j;
    requires transitive tools.jackson.core;
    requires transitive tools.jackson.databind;
    requires static org.jspecify;

    exports io.sp4j.jackson;
}
