package io.sp4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void textIsQuotedAsJsonWantsIt() {
        assertThat(Json.quoted("a\"b\\c\n\u0001ü")).isEqualTo("\"a\\\"b\\\\c\\u000a\\u0001ü\"");
    }
}
