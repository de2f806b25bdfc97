package io.sp4j.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sp4j.Options;
import io.sp4j.Protocol;
import io.sp4j.SpAddress;
import io.sp4j.SpException;
import io.sp4j.Spec;
import io.sp4j.internal.io.StreamConnector;
import io.sp4j.internal.wire.StreamFraming.Form;
import io.sp4j.spi.Address;
import io.sp4j.transport.StreamTransportContract;
import io.sp4j.transport.TestLinks.Listening;
import io.sp4j.transport.TestLinks.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TCP, against plain sockets. Specified by spec.md 2.9, 2.10 and 10 #82-91. */
class TcpTransportTest extends StreamTransportContract {
    /** The second where no name server is in reach. */
    private static final Class<?>[] NOBODY_KNOWS_OR_CAN_BE_ASKED = {
        SpException.AddressInvalid.class, SpException.TryAgain.class
    };

    @Override
    protected String listenUrl() {
        return "tcp://127.0.0.1:0";
    }

    @Override
    protected Form form() {
        return Form.TCP;
    }

    @Override
    protected SocketChannel connect(Listening to) throws IOException {
        int port = to.acceptor().local().port().orElseThrow();
        return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @Override
    protected ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    }

    @Override
    protected String urlOf(ServerSocketChannel listener) throws IOException {
        return "tcp://127.0.0.1:" + ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://127.0.0.1:0",
                "tcp4://127.0.0.1:0",
                "TCP://127.0.0.1:0",
                "tcp://127.0.0.1",
                "tcp://127.0.0.1:0/",
                "tcp://localhost:0"
            })
    @Spec("spec.md 10 #82")
    void reportsTheRealPort(String url) {
        Listening at = links.listen(Protocol.PAIR0, url);
        int port = at.acceptor().local().port().orElseThrow();
        assertThat(port).isBetween(1, 65_535);
        String base = url.toLowerCase(Locale.ROOT).replaceFirst(":0/?$", "");
        assertThat(at.url()).startsWith(base + ":" + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://*:0", "tcp://:0"})
    @Spec("spec.md 10 #82")
    void listensAtEveryAddressOfBothKinds(String url) throws Exception {
        Listening at = links.listen(Protocol.PAIR0, url);
        int port = at.acceptor().local().port().orElseThrow();
        assertThat(at.url()).isEqualTo("tcp://:" + port);
        Running four = links.dial(Protocol.PAIR0, "tcp://127.0.0.1:" + port).running();
        assertThat(four.link.remote()).hasToString("127.0.0.1:" + port);
        assertThat(at.events().link().local()).hasToString("127.0.0.1:" + port);
        links.dial(Protocol.PAIR0, "tcp://[::1]:" + port).running();
        assertThat(at.events().link().remote().toString()).startsWith("[::1]:");
    }

    @Test
    @Spec("spec.md 10 #82")
    void limitsItselfToIpv4() throws Exception {
        Listening at = links.listen(Protocol.PAIR0, "tcp4://*:0");
        int port = at.acceptor().local().port().orElseThrow();
        assertThat(at.acceptor().local()).hasToString("0.0.0.0:" + port);
        links.dial(Protocol.PAIR0, "tcp4://localhost:" + port).running();
        assertThat(links.dial(Protocol.PAIR0, "tcp6://[::1]:" + port).failure().why())
                .isInstanceOf(SpException.ConnectionRefused.class);
    }

    @Test
    @Spec("spec.md 10 #82")
    void listensAndDialsOverIpv6() throws Exception {
        Listening at = links.listen(Protocol.PAIR0, "tcp6://[::1]:0");
        Running dialer = links.dial(Protocol.PAIR0, at.url()).running();
        assertThat(dialer.link.remote()).isEqualTo(at.acceptor().local());
        assertThat(dialer.link.local().toString()).startsWith("[::1]:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://192.0.2.1:0", "tcp://224.0.0.1:0", "tcp://255.255.255.255:0", "tcp://[ff02::1]:0"})
    @Spec("spec.md 10 #85")
    void refusesToListenWhereItIsNotAtHome(String url) {
        assertThatExceptionOfType(SpException.AddressInvalid.class)
                .isThrownBy(() -> links.listen(Protocol.PAIR0, url))
                .withMessageContaining(url);
    }

    @Test
    @Spec("spec.md 10 #90")
    void refusesToListenOrDialAtAHostThatNobodyKnows() throws Exception {
        String url = "tcp://no-such-host.invalid:5555";
        for (Throwable why : List.of(
                catchThrowable(() -> links.listen(Protocol.PAIR0, url)),
                links.dial(Protocol.PAIR0, url).failure().why())) {
            assertThat(why).isInstanceOfAny(NOBODY_KNOWS_OR_CAN_BE_ASKED).hasMessageContaining("no-such-host.invalid");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://255.255.255.255:9", "tcp://224.0.0.1:9", "tcp://127.0.0.1:0"})
    @Spec("spec.md 10 #91")
    void failsCleanlyWhereNobodyCanBeReached(String url) throws Exception {
        assertThat(links.dial(Protocol.PAIR0, url, Duration.ofSeconds(5))
                        .failure()
                        .why())
                .isInstanceOfAny(
                        SpException.ConnectionRefused.class,
                        SpException.DestinationUnreachable.class,
                        SpException.PermissionDenied.class,
                        SpException.AddressInvalid.class);
    }

    @Test
    @Spec("spec.md 10 #85")
    void bindsTheLocalHostFirst() throws Exception {
        Listening at = links.listen(Protocol.PAIR0, listenUrl());
        int port = at.acceptor().local().port().orElseThrow();
        links.dial(Protocol.PAIR0, "tcp://127.0.0.1;127.0.0.1:" + port).running();
        assertThat(at.events().link().remote().toString()).startsWith("127.0.0.1:");
        assertThat(links.dial(Protocol.PAIR0, "tcp://192.0.2.1;127.0.0.1:" + port)
                        .failure()
                        .why())
                .isInstanceOf(SpException.AddressInvalid.class);
    }

    /** D25: the kernel joins a socket to itself when it is bound to the port it connects to. */
    @Test
    void refusesAConnectionToItself() throws Exception {
        ServerSocketChannel free = listen();
        InetSocketAddress unused = (InetSocketAddress) free.getLocalAddress();
        free.close();
        TcpKind kind = new TcpKind(TcpAddress.forDial(Address.parse("tcp://127.0.0.1:1")));
        StreamConnector connector = new StreamConnector(
                "tcp://self",
                new BoundKind(kind, unused),
                () -> List.of(unused),
                Runnable::run,
                links.config(Protocol.PAIR0));
        assertThat(links.dial(connector, Duration.ofSeconds(5)).failure().why())
                .isInstanceOf(SpException.ConnectionRefused.class)
                .hasMessageContaining("itself");
    }

    @Test
    void triesEachAddressInItsOrder() throws Exception {
        Listening at = links.listen(Protocol.PAIR0, listenUrl());
        InetSocketAddress good = ((SpAddress.Tcp) at.acceptor().local()).address();
        ServerSocketChannel gone = listen();
        InetSocketAddress refused = (InetSocketAddress) gone.getLocalAddress();
        gone.close();
        ServerSocketChannel otherProtocol = closing(listen());
        TcpKind kind = new TcpKind(TcpAddress.forDial(Address.parse("tcp://127.0.0.1:1")));
        List<InetSocketAddress> all = List.of(refused, (InetSocketAddress) otherProtocol.getLocalAddress(), good);
        StreamConnector connector =
                new StreamConnector("tcp://all", kind, () -> all, Runnable::run, links.config(Protocol.PAIR0));
        var events = links.dial(connector, Duration.ofSeconds(8));
        otherProtocol.accept().close();
        assertThat(events.running().link.remote()).isEqualTo(new SpAddress.Tcp(good));
    }

    @Test
    void reportsTheLastErrorOfAllAddresses() throws Exception {
        ServerSocketChannel gone = listen();
        InetSocketAddress refused = (InetSocketAddress) gone.getLocalAddress();
        gone.close();
        TcpKind kind = new TcpKind(TcpAddress.forDial(Address.parse("tcp://127.0.0.1:1")));
        StreamConnector connector = new StreamConnector(
                "tcp://all", kind, () -> List.of(refused, refused), Runnable::run, links.config(Protocol.PAIR0));
        var events = links.dial(connector, Duration.ofSeconds(8));
        assertThat(events.failure().why()).isInstanceOf(SpException.ConnectionRefused.class);
        assertThat(events.left()).isZero();
    }

    @Test
    @Spec("spec.md 10 #89")
    void setsWhatTheOptionsAsk() throws Exception {
        ServerSocketChannel listener = closing(listen());
        TcpKind kind = new TcpKind(TcpAddress.forDial(Address.parse("tcp://127.0.0.1:1")));
        SocketChannel byDefault = closing(SocketChannel.open(listener.getLocalAddress()));
        kind.configure(byDefault, links.config(Protocol.PAIR0));
        assertThat(byDefault.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
        assertThat(byDefault.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
        Map<String, Object> values = new HashMap<>();
        for (SocketOption<?> option : byDefault.supportedOptions()) {
            if (option.name().startsWith("TCP_KEEP")) {
                values.put(option.name(), byDefault.getOption(option));
            }
        }
        assertThat(values).isEqualTo(Map.of("TCP_KEEPIDLE", 15, "TCP_KEEPINTERVAL", 5, "TCP_KEEPCOUNT", 3));

        links.with(Options.TCP_NO_DELAY, false).with(Options.TCP_KEEP_ALIVE, false);
        SocketChannel without = closing(SocketChannel.open(listener.getLocalAddress()));
        kind.configure(without, links.config(Protocol.PAIR0));
        assertThat(without.getOption(StandardSocketOptions.TCP_NODELAY)).isFalse();
        assertThat(without.getOption(StandardSocketOptions.SO_KEEPALIVE)).isFalse();
    }
}
