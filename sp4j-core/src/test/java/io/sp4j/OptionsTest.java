package io.sp4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of options. Specified by spec.md 5, api.md D5, D6, D7, D9, D15, D21 and reliability.md 3b. */
class OptionsTest {
    static List<Option<?>> all() {
        return Options.all();
    }

    @ParameterizedTest
    @CsvSource({
        "recv-timeout, forever",
        "send-timeout, forever",
        "recv-buffer, 1024",
        "send-buffer, 1024",
        "recv-size-max, 1048576",
        "reconnect-time-min, 100",
        "reconnect-time-max, 5s",
        "ttl-max, 8",
        "socket-name, ''",
        "linger, 1s",
        "dial-timeout, 10s",
        "handshake-timeout, 10s",
        "max-connections, 16384",
        "max-pending-handshakes, 1024",
        "low-latency, false",
        "send-stall-timeout, forever",
        "req:resend-time, 60s",
        "req:resend-tick, 1000",
        "surveyor:survey-time, 1000",
        "pair1:polyamorous, false",
        "sub:prefnew, true",
        "tcp-nodelay, true",
        "tcp-keepalive, true",
        "ipc:permissions, 600",
        "ipc:peer-user, ''",
        "ipc:base-directory, ''",
        "ws:allowed-origins, ''",
        "ws:request-headers, ''",
        "ws:response-headers, ''",
    })
    void haveTheDefaultsOfTheDecisions(String name, String text) {
        Option<?> option = Options.named(name).orElseThrow();
        assertThat(option.defaultValue()).isEqualTo(option.parse(text));
    }

    @ParameterizedTest
    @MethodSource("all")
    <T> void haveDefaultsThatPassTheirOwnCheck(Option<T> option) {
        assertThat(option.check(option.defaultValue())).isEqualTo(option.defaultValue());
        assertThat(option.defaultValue()).isInstanceOf(option.type());
    }

    @ParameterizedTest
    @MethodSource("all")
    void areDescribedAndFoundByName(Option<?> option) {
        assertThat(Options.named(option.name())).containsSame(option);
        assertThat(Option.named(option.name())).containsSame(option);
        assertThat(option).hasToString(option.name());
        assertThat(option.name()).matches("([a-z]+[0-9]?:)?[a-z]+(-[a-z]+)*");
        assertThat(option.summary()).endsWith(".").hasSizeBetween(20, 120);
        assertThat(option.range()).isNotBlank();
        assertThat(option.scopes()).contains(Option.Scope.SOCKET);
        assertThat(option.mutability()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("all")
    <T> void refuseNull(Option<T> option) {
        assertThatNullPointerException().isThrownBy(() -> option.check(null)).withMessage(option.name());
        assertThatNullPointerException().isThrownBy(() -> option.parse(null));
    }

    @Test
    void haveUniqueNames() {
        assertThat(Options.all()).extracting(Option::name).doesNotHaveDuplicates();
    }

    @Test
    void areAllListedInTheOrderOfTheConstants() {
        List<?> constants = Arrays.stream(Options.class.getFields())
                .filter(field -> field.getType() == Option.class)
                .map(OptionsTest::valueOf)
                .toList();
        assertThat(Options.all()).isNotEmpty().isEqualTo(constants);
    }

    private static Object valueOf(Field constant) {
        try {
            return constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RECV-TIMEOUT", "recv_timeout", "raw"})
    void doNotKnowOtherNames(String name) {
        assertThat(Options.named(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "recv-timeout, -2, 0 ms to forever",
        "recv-timeout, PT-1S, 0 ms to forever",
        "recv-timeout, soon, 0 ms to forever",
        "recv-timeout, 1.5, 0 ms to forever",
        "recv-timeout, 5 w, 0 ms to forever",
        "recv-timeout, '', 0 ms to forever",
        "linger, forever, 0 ms to 3600 s",
        "linger, 3600001, 0 ms to 3600 s",
        "dial-timeout, 0, 1 ms to forever",
        "recv-buffer, -1, 0 to 8192",
        "send-buffer, 8193, 0 to 8192",
        "recv-size-max, -1, 0 to 2147483632",
        "recv-size-max, 2147483633, 0 to 2147483632",
        "recv-size-max, 4294967296, 0 to 2147483632",
        "ttl-max, 0, 1 to 15",
        "ttl-max, 16, 1 to 15",
        "ttl-max, x, 1 to 15",
        "max-connections, 0, 1 to 1048576",
        "tcp-nodelay, ture, true or false",
        "tcp-nodelay, '', true or false",
        "ipc:permissions, 1777, 0 to 0777 (octal)",
        "ipc:permissions, 0800, 0 to 0777 (octal)",
        "ipc:permissions, -1, 0 to 0777 (octal)",
        "socket-name, 0123456789012345678901234567890123456789012345678901234567890123, a text of at most 63 bytes of"
                + " UTF-8",
        "socket-name, éééééééééééééééééééééééééééééééé, a text of at most 63 bytes of UTF-8",
    })
    void refuseWhatIsOutOfRangeByNameAndRange(String name, String text, String range) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.named(name).orElseThrow().parse(text))
                .withMessageStartingWith("option " + name + " must be " + range + ", not ");
    }

    @Test
    void refuseAPathThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.IPC_BASE_DIRECTORY.parse("a\0b"))
                .withMessage("option ipc:base-directory must be a path, or empty for none, not \"a?b\"");
    }

    @Test
    void keepMessagesShortAndInOneLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.MAX_TTL.parse("\r\n".repeat(1 << 20)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(256).doesNotContain("\n", "\r"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "250, PT0.25S",
        "1ns, PT0.000000001S",
        "3us, PT0.000003S",
        "100ms, PT0.1S",
        "100 MS, PT0.1S",
        "1.5s, PT1.5S",
        "2m, PT2M",
        "1h, PT1H",
        "1d, PT24H",
        "PT5S, PT5S",
        "pt0.5s, PT0.5S",
    })
    void readTimesInSeveralSpellings(String text, Duration time) {
        assertThat(Options.RECV_TIMEOUT.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "forever",
                "Forever",
                "9223372036855",
                "9999999999999999999",
                "9999999999999999999d",
                "PT9999999999H",
                "P106752D"
            })
    void readTimesTooLongAsForEver(String text) {
        assertThat(Options.RECV_TIMEOUT.parse(text)).isEqualTo(Options.FOREVER);
    }

    @Test
    void keepTimesTooLongAsForEverAndRefuseNegativeOnes() {
        assertThat(Options.RECV_TIMEOUT.check(Duration.ofSeconds(Long.MAX_VALUE)))
                .isEqualTo(Options.FOREVER);
        assertThat(Options.RECV_TIMEOUT.check(Options.FOREVER.plusNanos(1))).isEqualTo(Options.FOREVER);
        assertThat(Options.RECV_TIMEOUT.check(Options.FOREVER.minusNanos(1))).isLessThan(Options.FOREVER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.RECV_TIMEOUT.check(Duration.ofNanos(-1)))
                .withMessage("option recv-timeout must be 0 ms to forever, not PT-0.000000001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.RECV_TIMEOUT.check(Duration.ofSeconds(-1L << 62)));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "ON, true", "yes, true", "1, true", "False, false", "off, false", "no, false", "0, false"
    })
    void readFlags(String text, boolean value) {
        assertThat(Options.LOW_LATENCY.parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"600, 384", "0600, 384", "0, 0", "777, 511"})
    void readPermissionsAsChmodDoes(String text, int mode) {
        assertThat(Options.IPC_PERMISSIONS.parse(text)).isEqualTo(mode);
    }

    @Test
    void acceptTheEndsOfTheirRanges() {
        assertThat(Options.MAX_TTL.check(1)).isEqualTo(1);
        assertThat(Options.MAX_TTL.check(15)).isEqualTo(15);
        assertThat(Options.RECV_MAX_SIZE.check(0)).isZero();
        assertThat(Options.RECV_BUFFER.check(0)).isZero();
        assertThat(Options.SEND_BUFFER.check(8_192)).isEqualTo(8_192);
        assertThat(Options.LINGER.check(Duration.ZERO)).isZero();
        assertThat(Options.SOCKET_NAME.check("x".repeat(63))).hasSize(63);
    }
}
