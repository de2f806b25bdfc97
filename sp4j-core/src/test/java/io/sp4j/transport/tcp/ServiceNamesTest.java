package io.sp4j.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Service names as ports. Specified by spec.md 2.9. */
class ServiceNamesTest {
    private static final String TABLE = """
        # a comment: tcpmux 9/tcp
        tcpmux\t\t1/tcp\t\t\t# TCP port service multiplexer
        http 80/tcp www www-http # WorldWideWeb \u00e9
        domain 53/udp
        domain 54/tcp
        huge 99999/tcp
        odd x/tcp
        short

        """;

    @TempDir
    Path directory;

    private Path table;

    @BeforeEach
    void writeTable() throws IOException {
        table = Files.writeString(directory.resolve("services"), TABLE, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({"tcpmux, 1", "http, 80", "www, 80", "www-http, 80", "domain, 54"})
    void findsNamesAndAliasesForTcp(String name, int port) {
        assertThat(ServiceNames.port(table, name)).hasValue(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP", "80", "-1", "80/tcp", "a comment:", "huge", "odd", "short", "# http", "\n"})
    void findsNothingElse(String name) {
        assertThat(ServiceNames.port(table, name)).isEmpty();
    }

    @Test
    void findsNothingWithoutATable() {
        assertThat(ServiceNames.port(directory.resolve("missing"), "http")).isEmpty();
        assertThat(ServiceNames.port(directory, "http")).isEmpty();
    }
}
