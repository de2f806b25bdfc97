package io.sp4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.DialMode;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Pub0;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketEvent;
import io.sp4j.SpAddress;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a listener answers to clients of all kinds, byte by byte; an honest one is served all the time. */
@ExtendWith(LeakGate.class)
class WsListenerTest {
    private static final Duration HANG = Duration.ofSeconds(30);
    private static final String PAIR = "pair.sp.nanomsg.org";

    private final BlockingQueue<SocketEvent> ends = new LinkedBlockingQueue<>();
    private Pair0 server;
    private String url;
    private String host;

    @BeforeEach
    void open() {
        server = listening(Pair0.builder());
        url = server.url();
        host = URI.create(url).getAuthority();
    }

    private Pair0 listening(Pair0.Builder builder) {
        return builder.recvTimeout(HANG)
                .executor(ForkJoinPool.commonPool())
                .set(Options.WS_ALLOWED_ORIGINS, "https://good.example")
                .set(Options.WS_RESPONSE_HEADERS, "X-Served-By: sp4j")
                .onEvent(SocketEvent.PipeRejected.class, ends::add)
                .onEvent(SocketEvent.PipeDetached.class, ends::add)
                .listen("ws://127.0.0.1:0/a/b")
                .open();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String answer(String request) throws IOException {
        try (WsPeer peer = WsPeer.connect(url)) {
            return peer.ask(request);
        }
    }

    private CloseReason reason() throws InterruptedException {
        SocketEvent end = ends.poll(HANG.toSeconds(), TimeUnit.SECONDS);
        if (end instanceof SocketEvent.PipeRejected rejected) {
            return rejected.reason();
        }
        assertThat(end).isInstanceOf(SocketEvent.PipeDetached.class);
        return ((SocketEvent.PipeDetached) end).reason();
    }

    private String request() {
        return WsPeer.request("/a/b", host, PAIR);
    }

    @Test
    @Spec("spec.md 10 #101")
    void switchesToWebSocketAndSaysWithWhom() throws IOException {
        assertThat(answer(request()))
                .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                .contains("\r\nUpgrade: websocket\r\n", "\r\nConnection: Upgrade\r\n")
                .contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
                .contains("\r\nSec-WebSocket-Protocol: pair.sp.nanomsg.org\r\n", "\r\nX-Served-By: sp4j\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/b/", "/a/b?q=1", "/%61/b", "/a//b", "/x/../a/./b", "/a/b?q#f"})
    @Spec("spec.md 10 #101")
    void takesAPathInAnySpelling(String path) throws IOException {
        assertThat(answer(request().replace("/a/b", path))).startsWith("HTTP/1.1 101 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "505 | HTTP/1.1 | HTTP/1.0",
                "505 | HTTP/1.1 | HTTP/2",
                "405 | GET | POST",
                "400 | GET | G(T",
                "400 | GET /a/b | GET  /a/b",
                "400 | /a/b | /%zz",
                "400 | /a/b | http://h/a/b",
                "404 | /a/b | /a",
                "404 | /a/b | /a/b/c",
                "404 | /a/b | /A/b",
                "400 | Upgrade: websocket | Upgrade: h2c",
                "400 | Connection: Upgrade | Connection: close",
                "400 | Version: 13 | Version: 8",
                "400 | Key: dGhl | Key: dGh",
                "400 | Key: dGhl | Key: ****",
                "400 | pair.sp | rep.sp",
                "400 | pair.sp | pair1.sp",
                "400 | pair.sp.nanomsg.org | pair.sp.nanomsg.org, rep.sp.nanomsg.org",
                "400 | Upgrade: websocket | Content-Length: 1@Upgrade: websocket",
                "400 | Upgrade: websocket | Transfer-Encoding: chunked@Upgrade: websocket",
                "400 | Upgrade: websocket | Sec-WebSocket-Version: 13@Upgrade: websocket",
                "400 | Upgrade: websocket | Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==@Upgrade: websocket",
                "400 | Upgrade: websocket | Host: h@Upgrade: websocket",
                "403 | Upgrade: websocket | Origin: https://evil.example@Upgrade: websocket",
                "403 | Upgrade: websocket | Origin: null@Upgrade: websocket",
                "400 | Upgrade: websocket | A : b@Upgrade: websocket",
            })
    @Spec({"spec.md 10 #101", "reliability.md 5 row 30", "reliability.md 5 row 32", "reliability.md 5 row 33"})
    void refusesOtherRequestsAndRepeatsNothing(int status, String right, String wrong) throws Exception {
        String request = request().replaceFirst(java.util.regex.Pattern.quote(right), wrong.replace("@", "\r\n"));
        try (WsPeer peer = WsPeer.connect(url)) {
            String head = peer.ask(request);
            assertThat(head).startsWith("HTTP/1.1 " + status + " ").contains("Connection: close");
            assertThat(head).doesNotContain("evil", "%zz", "h2c", "h(st");
        }
        assertThat(reason()).isIn(CloseReason.BAD_HEADER, CloseReason.REFUSED, CloseReason.PROTOCOL_MISMATCH);
        serves();
    }

    @Test
    @Spec("reliability.md 5 row 32")
    void aPageThatReachesTheLoopbackByANameOfItsOwnIsRefused() throws IOException {
        assertThat(answer(WsPeer.request("/a/b", "rebound.example:80", PAIR))).startsWith("HTTP/1.1 403 ");
        assertThat(answer(WsPeer.request("/a/b", "", PAIR))).startsWith("HTTP/1.1 400 ");
        assertThat(answer(WsPeer.request("/a/b", "localhost", PAIR))).startsWith("HTTP/1.1 101 ");
        assertThat(answer(WsPeer.request("/a/b", "good.example", PAIR))).startsWith("HTTP/1.1 101 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://good.example", "http://HOST"})
    void aPageOfTheListOrOfThisHostIsServed(String origin) throws IOException {
        String field = "Origin: " + origin.replace("HOST", host) + "\r\n";
        assertThat(answer(request().replace("Upgrade: websocket\r\n", "Upgrade: websocket\r\n" + field)))
                .startsWith("HTTP/1.1 101 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1002 | MALFORMED | 82 01 61",
                "1002 | MALFORMED | c2 81 00000000 61",
                "1002 | MALFORMED | 80 80 00000000",
                "1003 | MALFORMED | 81 81 00000000 ff",
                "1007 | MALFORMED | 88 83 00000000 03e8 ff",
                "1002 | MALFORMED | 88 82 00000000 03ed",
                "1002 | MALFORMED | 88 82 00000000 03e7",
                "1002 | MALFORMED | 88 82 00000000 1388",
                "1002 | MALFORMED | 88 81 00000000 03",
                "1009 | MESSAGE_TOO_LARGE | 82 ff 00000000 40000000 00000000",
                "1000 | PEER_CLOSED | 88 80 00000000",
                "1000 | PEER_CLOSED | 88 82 00000000 03e9",
                "1000 | TRUNCATED | 02 81 00000000 61 88 80 00000000",
            })
    @Spec({"spec.md 10 #102", "reliability.md 5 row 34", "reliability.md 5 row 35", "reliability.md 5 row 36"})
    void closesWithTheCodeForWhatCame(int code, CloseReason reason, String frames) throws Exception {
        try (WsPeer peer = WsPeer.client(url, PAIR)) {
            peer.hex(frames);
            assertThat(peer.closeCode()).isEqualTo(code);
            assertThat(peer.isAtEnd()).isTrue();
        }
        assertThat(reason()).isEqualTo(reason);
        serves();
    }

    @Test
    void theCodeReachesAPeerThatIsStillSending() throws Exception {
        try (WsPeer peer = WsPeer.client(url, PAIR)) {
            peer.hex("82 ff 00000000 00200000 00000000");
            peer.say(new byte[300_000]);
            assertThat(peer.closeCode()).isEqualTo(1009);
        }
        assertThat(reason()).isEqualTo(CloseReason.MESSAGE_TOO_LARGE);
    }

    @Test
    @Spec("spec.md 10 #102")
    void answersAPingBetweenFragmentsAndDeliversTheMessage() throws Exception {
        try (WsPeer peer = WsPeer.client(url, PAIR)) {
            peer.hex("02 81 00000000 61  89 82 00000000 7070  80 81 00000000 62");
            assertThat(peer.take(4)).isEqualTo("8a027070");
            assertThat(server.recv().text()).isEqualTo("ab");
            server.send("c");
            assertThat(peer.take(3)).isEqualTo("820163");
            server.send("");
            assertThat(peer.take(2)).isEqualTo("8200");
        }
    }

    @Test
    @Spec("reliability.md 5 row 38")
    void aFloodOfPingsIsCut() throws Exception {
        byte[] pings = new byte[6 * 1_000];
        for (int i = 0; i < pings.length; i += 6) {
            pings[i] = (byte) 0x89;
            pings[i + 1] = (byte) 0x80;
        }
        try (WsPeer peer = WsPeer.client(url, PAIR)) {
            peer.say(pings);
            assertThat(peer.closeCode()).isEqualTo(1008);
        }
        assertThat(reason()).isEqualTo(CloseReason.MALFORMED);
        serves();
    }

    @Test
    @Spec("reliability.md 5 row 37")
    void aFloodOfEmptyFragmentsIsCut() throws Exception {
        byte[] empty = new byte[6 * 2_000];
        for (int i = 0; i < empty.length; i += 6) {
            empty[i + 1] = (byte) 0x80;
        }
        empty[0] = 2;
        try (WsPeer peer = WsPeer.client(url, PAIR)) {
            peer.say(empty);
            assertThat(peer.closeCode()).isEqualTo(1008);
        }
        assertThat(reason()).isEqualTo(CloseReason.MALFORMED);
    }

    @Test
    @Spec("reliability.md 5 row 31")
    void aHeadThatDripsEndsAtTheDeadline() throws Exception {
        Pair0.Builder hasty = Pair0.builder().set(Options.HANDSHAKE_TIMEOUT, Duration.ofMillis(300));
        try (Pair0 impatient = listening(hasty);
                WsPeer peer = WsPeer.connect(impatient.url())) {
            peer.say("GET /a/b HTTP/1.1\r\nHost:");
            assertThat(peer.isAtEnd()).isTrue();
            assertThat(reason()).isEqualTo(CloseReason.HANDSHAKE_TIMEOUT);
        }
    }

    @Test
    void endsTheConnectionByAClose() throws Exception {
        try (WsPeer peer = WsPeer.client(url, PAIR)) {
            server.awaitPipes(1, HANG);
            server.pipes().get(0).close();
            assertThat(peer.closeCode()).isEqualTo(1000);
        }
        try (WsPeer peer = WsPeer.client(url, PAIR)) {
            server.awaitPipes(1, HANG);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
            assertThat(peer.closeCode()).isEqualTo(1000);
            peer.hex("88 82 00000000 03e8");
            assertThat(peer.isAtEnd()).isTrue();
            closing.join();
        }
    }

    /** Somebody honest is served. */
    private void serves() {
        try (Pair0 honest = Pair0.open()) {
            honest.dial(url, DialMode.BLOCKING);
            honest.send("hello");
            assertThat(server.recv().text()).isEqualTo("hello");
        }
    }

    @Test
    @Spec("spec.md 10 #104")
    void listenersShareAPortByPath() {
        try (Rep0 rep = Rep0.builder()
                        .executor(ForkJoinPool.commonPool())
                        .listen("ws://127.0.0.1:0/rep")
                        .open();
                Req0 req = Req0.builder().recvTimeout(HANG).open()) {
            String other = rep.url().replace("/rep", "/pub");
            rep.serve(m -> m, 1);
            req.dial(rep.url(), DialMode.BLOCKING);
            try (Pub0 pub = Pub0.builder().listen(other).open()) {
                assertThatThrownBy(() -> pub.listen(rep.url())).isInstanceOf(SpException.AddressInUse.class);
                assertThatThrownBy(() -> pub.listen(rep.url().replace("ws:", "wss:")))
                        .isInstanceOf(SpException.class);
                assertThat(req.request("one").text()).isEqualTo("one");
                assertThat(req.pipes().get(0).remote()).isEqualTo(new SpAddress.Ws(URI.create(rep.url())));
            }
            assertThat(req.request("two").text()).isEqualTo("two");
            try (Req0 late = Req0.open();
                    Pub0 again = Pub0.builder().listen(other).open()) {
                late.dial(rep.url(), DialMode.BLOCKING);
                String gone = rep.url();
                rep.listeners().get(0).close();
                assertThatThrownBy(() -> late.dial(gone, DialMode.BLOCKING))
                        .isInstanceOf(SpException.ConnectionRefused.class)
                        .hasMessageContaining("404");
                assertThat(again.url()).isEqualTo(other);
            }
        }
    }
}
