package io.sp4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.sp4j.SpException;
import io.sp4j.Spec;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs taken apart. Specified by spec.md 2.9, api.md D20 and D24, and reliability.md 5 row 50. */
class AddressTest {
    @Test
    void takesAllPartsApart() {
        Address address = Address.parse("WS://Me:x@Example.ORG:81/a/b?c=d?e#f#g");
        assertThat(address.scheme()).isEqualTo("ws");
        assertThat(address.userInfo()).contains("Me:x");
        assertThat(address.host()).isEqualTo("example.org");
        assertThat(address.isBracketed()).isFalse();
        assertThat(address.port()).contains("81");
        assertThat(address.path()).isEqualTo("/a/b");
        assertThat(address.query()).contains("c=d?e");
        assertThat(address.fragment()).contains("f#g");
        assertThat(address.url()).isEqualTo("WS://Me:x@Example.ORG:81/a/b?c=d?e#f#g");
        assertThat(address.rest()).isEqualTo("Me:x@Example.ORG:81/a/b?c=d?e#f#g");
    }

    @Test
    void knowsMissingPartsFromEmptyOnes() {
        Address bare = Address.parse("tcp://h");
        assertThat(bare.userInfo()).isEmpty();
        assertThat(bare.port()).isEmpty();
        assertThat(bare.path()).isEmpty();
        assertThat(bare.query()).isEmpty();
        assertThat(bare.fragment()).isEmpty();
        Address empty = Address.parse("tcp://@h/?#");
        assertThat(empty.userInfo()).contains("");
        assertThat(empty.path()).isEqualTo("/");
        assertThat(empty.query()).contains("");
        assertThat(empty.fragment()).contains("");
    }

    @ParameterizedTest
    @CsvSource({
        "TCP://127.0.0.1:0, tcp, 127.0.0.1, false, false",
        "tcp://[::1]:0, tcp, ::1, true, false",
        "tcp://[FE80::1%Ethernet0]:0, tcp, fe80::1%Ethernet0, true, false",
        "tcp://*:5555, tcp, *, false, true",
        "tcp://:5555, tcp, '', false, true",
        "ws://, ws, '', false, true",
        "tls+tcp4://h:1, tls+tcp4, h, false, false",
        "tcp://127.0.0.1;h:1, tcp, 127.0.0.1;h, false, false",
    })
    void findsTheHost(String url, String scheme, String host, boolean bracketed, boolean any) {
        Address address = Address.parse(url);
        assertThat(address.scheme()).isEqualTo(scheme);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.isBracketed()).isEqualTo(bracketed);
        assertThat(address.isAnyHost()).isEqualTo(any);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc", "ipc", "unix", "abstract", "socket", "IPC"})
    void takesTheRestOfOpaqueSchemesVerbatim(String scheme) {
        String rest = "A b@@[:%zz?x#y//..//\r\n\0";
        Address address = Address.parse(scheme + "://" + rest);
        assertThat(address.rest()).isEqualTo(rest);
        assertThat(address.scheme()).isEqualTo(scheme.toLowerCase(java.util.Locale.ROOT));
        assertThat(address.host()).isEmpty();
        assertThat(address.port()).isEmpty();
        assertThat(address.path()).isEmpty();
        assertThat(address.withPort(5)).isEqualTo(address.url());
        assertThat(Address.parse("inproc://").rest()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a, /a",
        "/a/, /a/",
        "//a///b, /a/b",
        "/a/./b/., /a/b/",
        "/a/b/../c, /a/c",
        "/a/b/.., /a/",
        "/.., /",
        "/../../a, /a",
        "/abc/def/./x/..///./../y, /abc/y",
        "/%41%7e%2d%5F%2e%30, /A~-_.0",
        "/%2f%3a%25, /%2F%3A%25",
        "/a/%2e%2e/b, /b",
        "/%c3%a9, /é",
        "/é, /é",
    })
    void writesThePathInOneWay(String path, String normal) {
        assertThat(Address.parse("ws://h" + path).path()).isEqualTo(normal);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp:127.0.0.1:0, scheme",
        "127.0.0.1:80, scheme",
        "'', scheme",
        "://h:1, scheme",
        "1tcp://h:1, scheme",
        "t cp://h:1, scheme",
        "tcp://[::1:80, host",
        "tcp://[::1]x:80, host",
        "tcp://[::1]80, host",
        "tcp://::1:80, host",
        "tcp://a]:80, host",
        "tcp://a b:80, host",
        "tcp://127.0.0.1:, port",
        "tcp://[::1]:, port",
        "tcp://h:8 0, port",
        "ws://h/%zz, path",
        "ws://h/%4, path",
        "ws://h/%, path",
        "ws://h/%ff, path",
        "ws://h/a b, path",
        "ws://h/?a b, query",
        "ws://h/?%q, query",
        "ws://h/#a b, fragment",
    })
    @Spec("spec.md 10 #83")
    void refusesAMalformedUrlAndNamesThePart(String url, String part) {
        assertThatExceptionOfType(SpException.AddressInvalid.class)
                .isThrownBy(() -> Address.parse(url))
                .withMessageContaining("the " + part)
                .withMessageEndingWith(": " + url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\0", "\u001b", "\t", " ", "\u0085", "\u00a0", "\u2028", "\u3000"})
    void refusesBlanksAndControlCharactersEverywhereButInOpaqueSchemes(String bad) {
        for (String url : new String[] {"ws://u%s@h", "ws://h%s:1", "ws://[::1%s]:1", "ws://h:1%s", "ws://h/%s"}) {
            assertThatExceptionOfType(SpException.AddressInvalid.class)
                    .isThrownBy(() -> Address.parse(String.format(url, bad)))
                    .withMessageContaining("blank or control character")
                    .satisfies(e -> assertThat(e.getMessage().chars().noneMatch(Character::isISOControl))
                            .isTrue());
        }
    }

    @Test
    void refusesHalvesOfSurrogatePairs() {
        assertThatExceptionOfType(SpException.AddressInvalid.class)
                .isThrownBy(() -> Address.parse("ws://h/\ud83d"))
                .withMessageContaining("UTF-8")
                .withMessageContaining("\\ud83d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://", "inproc://", "ipc://", "ws://h/", "", "tcp://[", "tcp://@", "ws://h/%"})
    void refusesAMegabyteQuicklyInAShortMessage(String start) {
        String url = start + "\n".repeat(1 << 20);
        assertTimeout(Duration.ofSeconds(1), () -> {
            assertThatExceptionOfType(SpException.AddressInvalid.class)
                    .isThrownBy(() -> Address.parse(url))
                    .withMessageContaining("characters, more than 8192")
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(256));
        });
    }

    @Test
    void shortensLongUrlsInMessages() {
        assertThatExceptionOfType(SpException.AddressInvalid.class)
                .isThrownBy(() -> Address.parse("tcp://[" + "x".repeat(1_000)))
                .satisfies(e -> assertThat(e.getMessage())
                        .hasSize(256)
                        .startsWith("cannot use this address, the host begins with [ but has no ]: tcp://[xxx")
                        .endsWith("x..."));
    }

    @Test
    void refusesNull() {
        assertThatNullPointerException().isThrownBy(() -> Address.parse(null));
    }

    @Test
    void neverShowsUserInfo() {
        Address address = Address.parse("ws://me:secret@h/x@y");
        assertThat(address).hasToString("ws://***@h/x@y");
        assertThat(address.invalid("no")).hasMessage("cannot use this address, no: ws://***@h/x@y");
        assertThatExceptionOfType(SpException.AddressInvalid.class)
                .isThrownBy(() -> Address.parse("ws://me:secret@me:secret@h"))
                .withMessageContaining("the user info contains a second @")
                .withMessageEndingWith("ws://***@h");
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:0, tcp://127.0.0.1:7",
        "tcp://127.0.0.1:0/, tcp://127.0.0.1:7/",
        "tcp://127.0.0.1, tcp://127.0.0.1:7",
        "tcp://*:0, tcp://:7",
        "tcp://:0, tcp://:7",
        "TCP://[::1]:0, tcp://[::1]:7",
        "ws://u@h:0/a/../b?c#d, ws://u@h:7/b?c#d",
    })
    void reportsTheRealPort(String url, String real) {
        assertThat(Address.parse(url).withPort(7)).isEqualTo(real);
    }

    @Test
    void refusesPortsThatDoNotExist() {
        Address address = Address.parse("tcp://h:0");
        assertThatIllegalArgumentException().isThrownBy(() -> address.withPort(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> address.withPort(65_536));
    }

    @ParameterizedTest
    @CsvSource({
        "bogus://x, is unknown",
        "udp://127.0.0.1:1, is unknown",
        "wss://h, sp4j-netty",
        "ws://h, sp4j-netty",
        "tls+tcp://h:1, sp4j-netty",
        "sim://h, sp4j-testkit",
        "abstract://x, ipc://",
        "abstract://x, pure Java",
        "tcp://h:1, META-INF/services",
    })
    @Spec("spec.md 10 #83")
    void namesTheModuleThatASchemeNeeds(String url, String hint) {
        assertThat(Address.parse(url).noTransport())
                .isInstanceOf(SpException.NotSupported.class)
                .hasMessageContaining("the scheme \"")
                .hasMessageContaining(hint)
                .hasMessageEndingWith(url);
    }

    @Test
    void isEqualToAnAddressOfTheSameUrl() {
        assertThat(Address.parse("tcp://h:1"))
                .isEqualTo(Address.parse("tcp://h:1"))
                .hasSameHashCodeAs(Address.parse("tcp://h:1"))
                .isNotEqualTo(Address.parse("tcp://h:2"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void throwsNothingElseWhateverTheText(long seed) {
        Random random = new Random(seed);
        String alphabet = "tcpws:/:/[]@%?#.*;0aZ é\0\n";
        for (int run = 0; run < 20_000; run++) {
            StringBuilder url = new StringBuilder(random.nextBoolean() ? "tcp://" : "");
            random.ints(random.nextInt(20), 0, alphabet.length()).forEach(i -> url.append(alphabet.charAt(i)));
            try {
                assertThat(Address.parse(url.toString()).withPort(1)).isNotEmpty();
            } catch (SpException.AddressInvalid e) {
                assertThat(e.getMessage()).as("seed %d, %s", seed, url).hasSizeLessThanOrEqualTo(256);
            }
        }
    }
}
