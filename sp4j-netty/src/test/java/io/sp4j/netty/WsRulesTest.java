package io.sp4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.SpException;
import io.sp4j.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of WebSocket that need no connection: origins, fields, rates, signs of life. */
class WsRulesTest {
    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "http://h:8080, h:8080, true",
        "http://h, h:80, true",
        "http://H:80, h, true",
        "https://h:8080, h:8080, false",
        "http://h:8081, h:8080, false",
        "null, h:8080, false",
        "https://evil.example, h:8080, false",
        "https://good.example, h:8080, true",
        "https://good.example:443, h:8080, true",
        "http://good.example, h:8080, false",
        "https://good.example.evil, h:8080, false",
    })
    @Spec("reliability.md 5 row 32")
    void pagesOfTheListenersOwnOriginOrOfTheListMayConnect(String origin, String host, boolean may) {
        WsOrigins origins = new WsOrigins(false, "h", "https://good.example , http://other:81");
        assertThat(origins.allows(origin, host)).isEqualTo(may);
        assertThat(new WsOrigins(false, "h", "*").allows(origin, host)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST:80, true",
        "127.0.0.1:1, true",
        "[::1], true",
        "[::1]:80, true",
        "mine:80, true",
        "good.example, true",
        "rebound.example:80, false",
        "127.0.0.1.evil, false",
        "127.0.0.2, false",
    })
    @Spec("reliability.md 5 row 32")
    void knowsTheNamesOfThisMachine(String host, boolean known) {
        WsOrigins origins = new WsOrigins(false, "mine", "https://good.example:8443");
        assertThat(origins.isHostOfThisMachine(host)).isEqualTo(known);
    }

    @ParameterizedTest
    @ValueSource(strings = {"good.example", "https://", "https://h/path", "://h"})
    void anOriginHasSchemeAndHost(String origin) {
        assertThatThrownBy(() -> new WsOrigins(false, "h", origin))
                .isInstanceOf(SpException.InvalidOperation.class)
                .hasMessageContaining("ws:allowed-origins");
    }

    @Test
    void fieldsOfTheApplicationAreCheckedAndEnded() {
        assertThat(HttpText.fields("o", "")).isEmpty();
        assertThat(HttpText.fields("o", "A:  b \r\nC-d: e f\n\n")).isEqualTo("A: b\r\nC-d: e f\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no colon",
                ": x",
                "A b: c",
                "A: \u0001",
                "A: \u00e9",
                "Host: x",
                "Sec-WebSocket-Key: x",
                "Upgrade: h2c"
            })
    void fieldsThatWouldBreakTheHeadAreRefused(String line) {
        assertThatThrownBy(() -> HttpText.fields("ws:request-headers", line))
                .isInstanceOf(SpException.InvalidOperation.class)
                .hasMessageContaining("ws:request-headers");
    }

    @Test
    void anAcceptIsThatOfTheStandard() {
        assertThat(HttpText.accept("dGhlIHNhbXBsZSBub25jZQ==")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    @Spec("reliability.md 5 row 38")
    void aHundredControlFramesASecondAreAdmittedAndNoMore() {
        WsControlRate rate = new WsControlRate(0);
        for (int i = 0; i < 200; i++) {
            assertThat(rate.admit(0)).isTrue();
        }
        assertThat(rate.admit(0)).isFalse();
        WsControlRate steady = new WsControlRate(0);
        for (long i = 0; i < 1_000; i++) {
            assertThat(steady.admit(i * SECOND / 100)).isTrue();
        }
        long rested = 100 * SECOND;
        for (int i = 0; i < 200; i++) {
            assertThat(steady.admit(rested)).isTrue();
        }
        assertThat(steady.admit(rested)).isFalse();
    }

    @Test
    void twoPingsWithoutAnAnswerMeanThatAQuietPeerIsGone() {
        WsLiveness life = new WsLiveness();
        assertThat(life.isGone(true, 0)).isFalse();
        life.ping(0);
        assertThat(life.isGone(true, 0)).isFalse();
        life.ping(0);
        assertThat(life.isGone(true, 0)).isTrue();
    }

    @Test
    void whoAnswersOrSendsAnythingIsThere() {
        WsLiveness life = new WsLiveness();
        for (int i = 0; i < 10; i++) {
            assertThat(life.isGone(true, 0)).isFalse();
            life.ping(0);
            life.heard();
        }
    }

    @Test
    void aPeerThatMayBeBusyWithWhatItWasSentIsNotTakenForGone() {
        WsLiveness life = new WsLiveness();
        life.isGone(true, 5);
        for (int i = 0; i < 10; i++) {
            life.ping(5);
            assertThat(life.isGone(true, 5)).isFalse();
        }
        life.answered(life.ping(5));
        assertThat(life.isGone(true, 5)).isFalse();
        assertThat(life.isGone(true, 5)).isTrue();
    }

    @Test
    void whoDoesNotListenCannotTell() {
        WsLiveness life = new WsLiveness();
        life.isGone(true, 0);
        for (int i = 0; i < 10; i++) {
            life.ping(0);
            assertThat(life.isGone(false, 0)).isFalse();
        }
    }
}
