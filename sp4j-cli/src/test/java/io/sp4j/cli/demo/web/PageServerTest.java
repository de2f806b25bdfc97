package io.sp4j.cli.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PageServerTest {
    private PageServer server;

    @BeforeEach
    void start() throws IOException {
        server = new PageServer(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"/,text/html", "/page.css,text/css", "/page.js,text/javascript", "/favicon.svg,image/svg+xml"})
    void whatThePageNeedsIsThere(String path, String type) throws IOException {
        String answer = ask("GET " + path, host());
        assertThat(answer).startsWith("HTTP/1.1 200 ").containsIgnoringCase("content-type: " + type);
        assertThat(answer.substring(answer.indexOf("\r\n\r\n"))).hasSizeGreaterThan(100);
    }

    @Test
    void thePageMayLoadNothingElse() throws IOException {
        assertThat(ask("GET /", host()))
                .containsIgnoringCase("cache-control: no-store")
                .containsIgnoringCase("x-content-type-options: nosniff")
                .contains(
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src ws://127.0.0.1:"
                                + (server.port() + 1))
                .doesNotContain("unsafe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x", "/page/index.html", "/../Main.class", "/%2e%2e/Main.class", "//page.js", "/page.js/"})
    void otherPathsAreNot(String path) throws IOException {
        assertThat(ask("GET " + path, host())).startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void nothingCanBeChanged(String method) throws IOException {
        assertThat(ask(method + " /", host())).startsWith("HTTP/1.1 405 ");
    }

    @Test
    void headHasNoBody() throws IOException {
        assertThat(ask("HEAD /", host())).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "127.0.0.1", "localhost:1"})
    void aPageUnderAnotherNameGetsNothing(String host) throws IOException {
        assertThat(ask("GET /", host)).startsWith("HTTP/1.1 421 ");
    }

    @Test
    void localhostIsItsNameToo() throws IOException {
        assertThat(ask("GET /", "localhost:" + server.port())).startsWith("HTTP/1.1 200 ");
    }

    private String host() {
        return "127.0.0.1:" + server.port();
    }

    /** By hand: a client for HTTP would correct what this test is about. */
    private String ask(String request, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port())) {
            String head = request + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
