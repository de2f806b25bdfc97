package io.sp4j.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.SpException;
import io.sp4j.Spec;
import io.sp4j.spi.Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both tables of TCP addresses. Specified by spec.md 2.9, api.md D24 and reliability.md 5 row 50. */
class TcpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:0, 127.0.0.1, 0",
        "tcp://:5555, '', 5555",
        "tcp://*:5555, *, 5555",
        "tcp://127.0.0.1, 127.0.0.1, 0",
        "tcp://*, *, 0",
        "tcp://127.0.0.1:0/, 127.0.0.1, 0",
        "tcp://[::1]:0, ::1, 0",
        "tcp6://[fe80::1%2]:0, fe80::1%2, 0",
        "TCP://127.0.0.1:65535, 127.0.0.1, 65535",
        "tcp://localhost:080, localhost, 80",
        "tls+tcp4://127.0.0.1:1, 127.0.0.1, 1",
    })
    void listensAt(String url, String host, int port) {
        TcpAddress address = TcpAddress.forListen(Address.parse(url));
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.port()).isEqualTo(port);
        assertThat(address.address()).isEqualTo(Address.parse(url));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:0, 127.0.0.1, 0",
        "tcp://127.0.0.1:80/, 127.0.0.1, 80",
        "tcp://[::1]:80, ::1, 80",
        "tcp://[fe80::1%eth0]:80, fe80::1%eth0, 80",
        "tcp://Host.Example:65535, host.example, 65535",
        "tcp://127.0.0.1;localhost:5, localhost, 5",
    })
    void dials(String url, String host, int port) {
        TcpAddress address = TcpAddress.forDial(Address.parse(url));
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://, host",
        "tcp:///, host",
        "tcp://127.0.0.1:99999, port",
        "tcp://127.0.0.1:65536, port",
        "tcp://127.0.0.1:-1, port",
        "tcp://127.0.0.1:+1, port",
        "tcp://127.0.0.1:١, port",
        "tcp://127.0.0.1:0x50, port",
        "tcp://127.0.0.1:99999999999999999999, port",
        "tcp://127.0.0.1:junk!, port",
        "tcp://127.0.0.1:no-such-service, port",
        "tcp://127.0.0.1:0/x, path",
        "tcp://127.0.0.1:0/?q, query",
        "tcp://127.0.0.1:0?, query",
        "tcp://127.0.0.1:0#f, fragment",
        "tcp://u@127.0.0.1:0, user info",
        "tcp://@127.0.0.1:0, user info",
        "tcp4://[::1]:0, host",
        "tcp4://[::ffff:1.2.3.4]:0, host",
        "tcp6://127.0.0.1:0, host",
        "tls+tcp6://127.0.0.1:0, host",
        "tcp://[localhost]:0, host",
        "tcp://[127.0.0.1]:0, host",
        "tcp://[]:0, host",
        "tcp://[:::1]:0, host",
        "tcp://[::1%]:0, host",
        "tcp://[::ffff:1.2.3.4%1]:0, host",
    })
    @Spec("spec.md 10 #83")
    void refusesForBothAndNamesThePart(String url, String part) {
        Address address = Address.parse(url);
        assertThatExceptionOfType(SpException.AddressInvalid.class)
                .isThrownBy(() -> TcpAddress.forListen(address))
                .withMessageContaining("the " + part);
        assertThatExceptionOfType(SpException.AddressInvalid.class)
                .isThrownBy(() -> TcpAddress.forDial(address))
                .withMessageContaining("the " + part);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://:5555, host",
        "tcp://*:5555, host",
        "tcp://127.0.0.1, port",
        "tcp://[::1], port",
        "tcp://;h:1, host",
        "tcp://h;:1, host",
        "tcp://a;b;c:1, host",
        "tcp://*;h:1, host",
        "tcp://h;*:1, host",
        "tcp://[::1;h]:1, host",
    })
    @Spec("spec.md 10 #83")
    void refusesToDial(String url, String part) {
        Address address = Address.parse(url);
        assertThatExceptionOfType(SpException.AddressInvalid.class)
                .isThrownBy(() -> TcpAddress.forDial(address))
                .withMessageContaining("the " + part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1;h:1", "tcp://;:1", "tcp://*;h:1", "tcp://[::1;h]:1"})
    void refusesToListenAtLocalAndRemote(String url) {
        Address address = Address.parse(url);
        assertThatExceptionOfType(SpException.AddressInvalid.class)
                .isThrownBy(() -> TcpAddress.forListen(address))
                .withMessageContaining("LOCAL;REMOTE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:", "tcp://a b", "tcp://a\r\nb:1", "tcp://a\0:1", "tcp:127.0.0.1:0"})
    void neverSeesWhatIsMalformedForEveryTransport(String url) {
        assertThatExceptionOfType(SpException.AddressInvalid.class).isThrownBy(() -> Address.parse(url));
    }

    @Test
    void refusesAHostLongerThanAnyName() {
        Address address = Address.parse("tcp://" + "a".repeat(4_000) + ":1");
        assertThatExceptionOfType(SpException.AddressInvalid.class)
                .isThrownBy(() -> TcpAddress.forDial(address))
                .withMessageContaining("the host has 4000 characters")
                .satisfies(e -> assertThat(e.getMessage()).hasSize(256));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:5, 127.0.0.1",
        "tcp4://127.0.0.1:5, 127.0.0.1",
        "tcp://[::1]:5, ::1",
        "tcp6://[::1]:5, ::1",
        "tcp4://localhost:5, 127.0.0.1",
    })
    void resolvesTo(String url, String ip) throws UnknownHostException {
        assertThat(TcpAddress.forDial(Address.parse(url)).resolve())
                .contains(new InetSocketAddress(InetAddress.getByName(ip), 5));
    }

    @Test
    void resolvesAnyHostToTheWildcard() {
        assertThat(TcpAddress.forListen(Address.parse("tcp://*:5")).resolve())
                .containsExactly(new InetSocketAddress(5));
        assertThat(TcpAddress.forListen(Address.parse("tcp4://:5")).resolve())
                .singleElement()
                .hasToString("/0.0.0.0:5");
        assertThat(TcpAddress.forListen(Address.parse("tcp6://:5")).resolve())
                .singleElement()
                .satisfies(any -> assertThat(any.getAddress().getAddress()).hasSize(16));
    }

    @Test
    void keepsOnlyAddressesOfTheFamily() {
        assertThat(TcpAddress.forDial(Address.parse("tcp4://localhost:5")).resolve())
                .allSatisfy(found -> assertThat(found.getAddress().getAddress()).hasSize(4));
        Address mapped = Address.parse("tcp6://[::ffff:1.2.3.4]:5");
        assertThatExceptionOfType(SpException.AddressInvalid.class)
                .isThrownBy(() -> TcpAddress.forDial(mapped).resolve())
                .withMessageContaining("the host ::ffff:1.2.3.4 has no address for tcp6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-host.invalid", "a_b..c", "-", "%41", "[fe80::1%nosuchif0]"})
    void refusesAnUnknownHostWhenResolving(String host) {
        TcpAddress address = TcpAddress.forDial(Address.parse("tcp://" + host + ":5"));
        assertThatThrownBy(address::resolve)
                .isInstanceOfAny(SpException.AddressInvalid.class, SpException.TryAgain.class)
                .hasMessageContaining("the host")
                .hasCauseInstanceOf(UnknownHostException.class);
    }

    @Test
    void resolvesTheLocalAddressForTheFamilyOfTheRemoteOne() throws UnknownHostException {
        InetSocketAddress four = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 5);
        InetSocketAddress six = new InetSocketAddress(InetAddress.getByName("::1"), 5);
        TcpAddress bound = TcpAddress.forDial(Address.parse("tcp://127.0.0.2;localhost:5"));
        assertThat(bound.resolveLocal(four)).contains(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), 0));
        assertThatExceptionOfType(SpException.AddressInvalid.class)
                .isThrownBy(() -> bound.resolveLocal(six))
                .withMessageContaining("the local host 127.0.0.2");
        assertThat(TcpAddress.forDial(Address.parse("tcp://localhost:5")).resolveLocal(four))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"tcp,", "tcp4, INET", "tcp6, INET6", "tls+tcp,", "tls+tcp4, INET", "tls+tcp6, INET6"})
    void knowsTheFamilyOfTheScheme(String scheme, StandardProtocolFamily family) {
        TcpAddress address = TcpAddress.forListen(Address.parse(scheme + "://:0"));
        assertThat(address.family().orElse(null)).isEqualTo(family);
    }

    @Test
    void takesServiceNamesFromTheTableOfTheSystem() {
        Address address = Address.parse("tcp://127.0.0.1:http");
        if (ServiceNames.port(ServiceNames.SYSTEM_TABLE, "http").isPresent()) {
            assertThat(TcpAddress.forDial(address).port()).isEqualTo(80);
        } else {
            assertThatExceptionOfType(SpException.AddressInvalid.class)
                    .isThrownBy(() -> TcpAddress.forDial(address))
                    .withMessageContaining("the port \"http\"");
        }
    }
}
