package io.sp4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.DialMode;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Pipe;
import io.sp4j.Protocol;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.TlsConfig;
import io.sp4j.testkit.Certificates;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers misuse TLS: it costs them their connection, for a reason that is told, and nobody else notices. */
@ExtendWith(LeakGate.class)
class TlsAttackTest {
    private static final Duration HANG = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofMillis(300);
    private static final String HERE = "tls+tcp://127.0.0.1:0";
    private static final String NEW = "TLSv1.3";
    private static final String OLD = "TLSv1.2";
    private static final int FLOOD = 100_000;
    private static final int CLAIMED = 100;
    private static final Certificates CA = new Certificates("attacks");
    private static final TlsConfig SERVER = CA.server("127.0.0.1").build();
    private static final Executor HANDLERS = Executors.newCachedThreadPool(body -> {
        Thread thread = new Thread(body, "handler");
        thread.setDaemon(true);
        return thread;
    });

    private interface Attack {
        void run(TlsPeer attacker) throws IOException;
    }

    private static Rep0 server(BlockingQueue<SocketEvent> ends) {
        Rep0 server = Rep0.builder()
                .tls(SERVER)
                .executor(HANDLERS)
                .linger(Duration.ZERO)
                .listen(HERE)
                .onEvent(SocketEvent.PipeRejected.class, ends::add)
                .onEvent(SocketEvent.PipeDetached.class, ends::add)
                .open();
        server.serve(request -> request, 2);
        return server;
    }

    private static Req0 client() {
        return Req0.builder()
                .tls(CA.client().build())
                .executor(HANDLERS)
                .recvTimeout(HANG)
                .open();
    }

    /** The attacker loses its connection, told as this; somebody else's is served as before. */
    private static void assertCut(
            CloseReason reason, String detail, Duration handshake, TlsPeers attackers, Attack attack) throws Exception {
        BlockingQueue<SocketEvent> ends = new LinkedBlockingQueue<>();
        try (Rep0 server = server(ends);
                Req0 honest = client()) {
            Pipe pipe = honest.dial(server.url(), DialMode.BLOCKING).pipe().orElseThrow();
            assertThat(honest.request("before").text()).isEqualTo("before");
            // who is to be late has a listener of his own: the honest one may be slow on a busy machine
            String url = handshake.equals(HANG)
                    ? server.url()
                    : server.listen(HERE, how -> how.set(Options.HANDSHAKE_TIMEOUT, handshake))
                            .url();
            try (TlsPeer attacker = attackers.connect(url)) {
                CompletableFuture<Void> attacking = CompletableFuture.runAsync(() -> run(attack, attacker), HANDLERS);
                SocketEvent end = ends.poll(HANG.toSeconds(), TimeUnit.SECONDS);
                assertThat(reason(end)).as("%s", end).isEqualTo(reason);
                assertThat(end.toString()).contains(detail);
                attacker.awaitEnd();
                attacking.get(HANG.toSeconds(), TimeUnit.SECONDS);
            }
            assertThat(honest.request("after").text()).isEqualTo("after");
            assertThat(pipe.isOpen()).isTrue();
            assertThat(server.stats().callbackFailures()).isZero();
        }
    }

    private interface TlsPeers {
        TlsPeer connect(String url) throws IOException;
    }

    private static void run(Attack attack, TlsPeer attacker) {
        try {
            attack.run(attacker);
        } catch (IOException e) {
            // it was cut off
        }
    }

    private static CloseReason reason(SocketEvent end) {
        return end instanceof SocketEvent.PipeRejected rejected
                ? rejected.reason()
                : ((SocketEvent.PipeDetached) end).reason();
    }

    private static void assertCut(CloseReason reason, String detail, String version, Attack attack) throws Exception {
        assertCut(reason, detail, HANG, url -> TlsPeer.requester(url, version), attack);
    }

    @Test
    @Spec("reliability.md 5 row 42")
    void endsAPeerThatChangesKeysAllTheTime() throws Exception {
        assertCut(CloseReason.TLS_FAILED, "without data", NEW, attacker -> {
            for (int i = 0; i < FLOOD; i++) {
                attacker.handshakeAgain();
            }
        });
    }

    @Test
    @Spec("reliability.md 5 row 42")
    void endsAPeerThatChangesKeysAllTheTimeBetweenMessages() throws Exception {
        byte[] request = TlsPeer.request(new byte[1]);
        assertCut(CloseReason.TLS_FAILED, "without data", NEW, attacker -> {
            for (int i = 0; i < FLOOD; i++) {
                attacker.handshakeAgain();
                attacker.send(request);
            }
        });
    }

    @Test
    @Spec("reliability.md 5 row 42")
    void takesAFewChangesOfKeys() throws Exception {
        byte[] body = "still here".getBytes(StandardCharsets.US_ASCII);
        byte[] request = TlsPeer.request(body);
        try (Rep0 server = server(new LinkedBlockingQueue<>());
                TlsPeer peer = TlsPeer.requester(server.url(), NEW)) {
            for (int i = 0; i < 20; i++) {
                peer.handshakeAgain();
            }
            peer.send(request);
            assertThat(peer.receive(request.length)).isEqualTo(request);
            assertThat(server.pipes()).hasSize(1);
        }
    }

    private interface RecordFlood {
        void send(BareTls attacker) throws IOException;
    }

    private static void assertFloodIsCut(RecordFlood flood) throws Exception {
        BlockingQueue<SocketEvent> ends = new LinkedBlockingQueue<>();
        try (Rep0 server = server(ends);
                Req0 honest = client()) {
            Pipe pipe = honest.dial(server.url(), DialMode.BLOCKING).pipe().orElseThrow();
            try (BareTls attacker = BareTls.connect(server.url())) {
                attacker.send(BareTls.DATA, TlsPeer.header(Protocol.REQ0));
                CompletableFuture<Void> attacking = CompletableFuture.runAsync(
                        () -> {
                            try {
                                for (int i = 0; i < FLOOD; i++) {
                                    flood.send(attacker);
                                }
                            } catch (IOException e) {
                                // it was cut off
                            }
                        },
                        HANDLERS);
                SocketEvent end = ends.poll(HANG.toSeconds(), TimeUnit.SECONDS);
                assertThat(reason(end)).isEqualTo(CloseReason.TLS_FAILED);
                assertThat(end.toString()).contains("without data");
                attacker.awaitEnd();
                attacking.get(HANG.toSeconds(), TimeUnit.SECONDS);
            }
            assertThat(honest.request("after").text()).isEqualTo("after");
            assertThat(pipe.isOpen()).isTrue();
        }
    }

    @Test
    @Spec("reliability.md 5 row 42")
    void endsAPeerThatSendsRecordsWithNothingInThem() throws Exception {
        assertFloodIsCut(attacker -> attacker.send(BareTls.DATA, new byte[0]));
    }

    @Test
    @Spec("reliability.md 5 row 42")
    void endsAPeerThatSendsWarningsAllTheTime() throws Exception {
        byte[] userCanceled = {1, 90};
        assertFloodIsCut(attacker -> attacker.send(BareTls.ALERT, userCanceled));
    }

    @Test
    @Spec({"reliability.md 5 row 42", "spec.md 2.3"})
    void endsAPeerThatWantsToRenegotiate() throws Exception {
        assertCut(CloseReason.TLS_FAILED, "renegotiate", OLD, TlsPeer::handshakeAgain);
    }

    @Test
    @Spec("reliability.md 5 row 42")
    void endsAServerThatChangesKeysAllTheTime() throws Exception {
        BlockingQueue<SocketEvent.PipeDetached> lost = new LinkedBlockingQueue<>();
        try (ServerSocketChannel listening = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                Req0 client = client()) {
            client.onEvent(SocketEvent.PipeDetached.class, lost::add);
            int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
            CompletableFuture<?> serving = CompletableFuture.runAsync(
                    () -> {
                        try (TlsPeer peer = new TlsPeer(listening.accept(), SERVER.listening())) {
                            peer.handshake();
                            peer.send(TlsPeer.header(Protocol.REP0));
                            for (int i = 0; i < FLOOD; i++) {
                                peer.handshakeAgain();
                            }
                        } catch (IOException e) {
                            // it was cut off
                        }
                    },
                    HANDLERS);
            client.dial("tls+tcp://127.0.0.1:" + port, DialMode.BLOCKING);
            SocketEvent.PipeDetached end = lost.poll(HANG.toSeconds(), TimeUnit.SECONDS);
            assertThat(end).isNotNull();
            assertThat(end.reason()).isEqualTo(CloseReason.TLS_FAILED);
            serving.get(HANG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    @Spec("reliability.md 5 row 43")
    void endsAPeerThatTalksPlainly() throws Exception {
        for (String plain : new String[] {"GET / HTTP/1.1\r\n\r\n", "\0SP\0\0\60\0\0"}) {
            assertCut(
                    CloseReason.TLS_FAILED,
                    "does not speak TLS",
                    HANG,
                    url -> TlsPeer.connect(url, NEW),
                    attacker -> attacker.raw(ByteBuffer.wrap(plain.getBytes(StandardCharsets.ISO_8859_1))));
        }
    }

    @Test
    @Spec("reliability.md 5 row 43")
    void endsAPeerThatStopsInsideItsHello() throws Exception {
        // a record of 200 bytes, of which 11 come
        byte[] hello = {22, 3, 1, 0, (byte) 200, 1, 0, 0, (byte) 196, 3, 3};
        assertCut(
                CloseReason.HANDSHAKE_TIMEOUT,
                "no complete handshake",
                SOON,
                url -> TlsPeer.connect(url, NEW),
                attacker -> attacker.raw(ByteBuffer.wrap(hello)));
    }

    @Test
    @Spec("spec.md 2.3")
    void tellsWhoLeavesDuringTheHandshake() throws Exception {
        assertCut(
                CloseReason.PEER_CLOSED,
                "during the handshake",
                HANG,
                url -> TlsPeer.connect(url, NEW),
                TlsPeer::leave);
    }

    @ParameterizedTest
    @ValueSource(strings = {OLD, NEW})
    @Spec("spec.md 10 #100")
    void endsAPeerThatStopsInsideItsHeader(String version) throws Exception {
        assertCut(
                CloseReason.HANDSHAKE_TIMEOUT,
                "no complete handshake",
                SOON,
                url -> TlsPeer.connect(url, version),
                attacker -> {
                    attacker.handshake();
                    attacker.send(new byte[] {0, 'S', 'P', 0});
                });
    }

    @Test
    @Spec("reliability.md 5 row 43")
    void endsAPeerWhoseHelloIsEndless() throws Exception {
        byte[] record = new byte[5 + (16 << 10)];
        byte[] start = {22, 3, 1, 64, 0};
        byte[] claim = {1, -1, -1, -1}; // a ClientHello of 16 MiB - 1
        System.arraycopy(start, 0, record, 0, start.length);
        System.arraycopy(claim, 0, record, start.length, claim.length);
        byte[] more = record.clone();
        Arrays.fill(more, start.length, start.length + claim.length, (byte) 0);
        assertCut(CloseReason.TLS_FAILED, "exceeds", HANG, url -> TlsPeer.connect(url, NEW), attacker -> {
            attacker.raw(ByteBuffer.wrap(record));
            for (int i = 0; i < 1024; i++) {
                attacker.raw(ByteBuffer.wrap(more));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {OLD, NEW})
    @Spec({"reliability.md 5 row 12", "reliability.md 3 A3"})
    void discardsAMessageThatIsCutOff(String version) throws Exception {
        byte[] part = Arrays.copyOf(TlsPeer.request(new byte[CLAIMED]), CLAIMED / 2);
        assertCut(CloseReason.TRUNCATED, "inside a message", version, attacker -> {
            attacker.send(part);
            attacker.leave();
        });
        assertCut(CloseReason.TRUNCATED, "inside a message", version, attacker -> {
            attacker.send(part);
            attacker.sayGoodbye();
            attacker.leave();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {OLD, NEW})
    @Spec("spec.md 2.3")
    void deliversWhatComesTogetherWithTheHeaderAndAGoodbye(String version) throws Exception {
        byte[] message =
                ByteBuffer.allocate(10).putLong(2).put(new byte[] {'h', 'i'}).array();
        try (Pair0 server = Pair0.builder()
                        .tls(SERVER)
                        .recvTimeout(HANG)
                        .executor(HANDLERS)
                        .listen(HERE)
                        .open();
                TlsPeer peer = TlsPeer.connect(server.url(), version)) {
            peer.handshake();
            peer.hold();
            peer.send(TlsPeer.header(Protocol.PAIR0));
            peer.send(message);
            peer.sayGoodbye();
            peer.release();
            peer.leave();
            assertThat(server.recv().text()).isEqualTo("hi");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OLD, NEW})
    @Spec("reliability.md 3 A3")
    void tellsAnEndWithoutGoodbyeFromOneWithIt(String version) throws Exception {
        assertCut(CloseReason.CONNECTION_RESET, "without a word of TLS", version, TlsPeer::leave);
        assertCut(CloseReason.PEER_CLOSED, "the peer closed", version, attacker -> {
            attacker.sayGoodbye();
            attacker.leave();
        });
    }

    @Test
    @Spec("reliability.md 5 row 43")
    void failsADialToAPlainPort() throws IOException {
        try (ServerSocketChannel listening = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                Req0 client = client()) {
            int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
            CompletableFuture.runAsync(
                    () -> {
                        try (var accepted = listening.accept()) {
                            accepted.write(ByteBuffer.wrap(TlsPeer.header(Protocol.REP0)));
                            accepted.read(ByteBuffer.allocate(1));
                        } catch (IOException e) {
                            // the client has gone
                        }
                    },
                    HANDLERS);
            assertThatThrownBy(() -> client.dial("tls+tcp://127.0.0.1:" + port, DialMode.BLOCKING))
                    .isInstanceOf(SpException.CryptoError.class)
                    .hasMessageContaining("does not speak TLS");
        }
    }
}
