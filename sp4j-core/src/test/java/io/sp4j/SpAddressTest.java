package io.sp4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses as text. Specified by spec.md 6.7. */
class SpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 80, 127.0.0.1:80",
        "::1, 80, [::1]:80",
        "::, 0, [::]:0",
        "fe80::4%2, 80, [fe80::4%2]:80",
        "2001:db8:0:0:1:0:0:1, 65535, [2001:db8::1:0:0:1]:65535",
        "2001:db8:0:1:1:1:1:1, 1, [2001:db8:0:1:1:1:1:1]:1",
        "1:0:0:2:0:0:0:3, 1, [1:0:0:2::3]:1",
        "1:2:3:4:5:6:0:0, 1, [1:2:3:4:5:6::]:1",
    })
    void showsTcpAndTlsAsNngDoes(String host, int port, String text) throws UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), port);
        assertThat(new SpAddress.Tcp(address)).hasToString(text);
        assertThat(new SpAddress.Tls(address)).hasToString(text);
        assertThat(new SpAddress.Tcp(address).port()).hasValue(port);
        assertThat(new SpAddress.Tls(address).port()).hasValue(port);
    }

    @Test
    void showsTheZoneAsANumber() throws UnknownHostException {
        byte[] linkLocal = InetAddress.getByName("fe80::1").getAddress();
        InetSocketAddress address = new InetSocketAddress(Inet6Address.getByAddress(null, linkLocal, 7), 5);
        assertThat(new SpAddress.Tcp(address)).hasToString("[fe80::1%7]:5");
    }

    @Test
    void showsAHostThatIsNotResolvedByName() {
        InetSocketAddress address = InetSocketAddress.createUnresolved("example.org", 80);
        assertThat(new SpAddress.Tcp(address)).hasToString("example.org:80");
    }

    @Test
    void showsIpcAsThePathAloneAndWithoutAPort() {
        assertThat(new SpAddress.Ipc(Path.of("/tmp/a"))).hasToString("/tmp/a");
        assertThat(new SpAddress.Ipc(Path.of(""))).hasToString("");
        assertThat(new SpAddress.Ipc(Path.of("/tmp/a")).port()).isEmpty();
    }

    @Test
    void showsInprocInBrackets() {
        assertThat(new SpAddress.Inproc("name")).hasToString("inproc[name]");
        assertThat(new SpAddress.Inproc("")).hasToString("inproc[]");
        assertThat(new SpAddress.Inproc("").port()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ws://h:81/x, 81", "ws://h/x, 80", "wss://h/, 443", "wss://h:1/, 1"})
    void knowsTheDefaultPortsOfWebSocket(String uri, int port) {
        assertThat(new SpAddress.Ws(URI.create(uri)).port()).hasValue(port);
        assertThat(new SpAddress.Ws(URI.create(uri))).hasToString(uri);
    }

    @Test
    @SuppressWarnings("NullAway")
    void refusesNull() {
        assertThatNullPointerException().isThrownBy(() -> new SpAddress.Inproc(null));
        assertThatNullPointerException().isThrownBy(() -> new SpAddress.Ipc(null));
        assertThatNullPointerException().isThrownBy(() -> new SpAddress.Tcp(null));
        assertThatNullPointerException().isThrownBy(() -> new SpAddress.Tls(null));
        assertThatNullPointerException().isThrownBy(() -> new SpAddress.Ws(null));
    }
}
