package io.sp4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.DialMode;
import io.sp4j.ErrorCode;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dialer asks and what it takes from servers of all kinds. */
@ExtendWith(LeakGate.class)
class WsDialerTest {
    private static final long HANG = 30;
    private static final String RIGHT = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\n"
            + "Connection: keep-alive,  upgrade\r\nSec-WebSocket-Accept: KEY\r\n"
            + "Sec-WebSocket-Protocol: pair.sp.nanomsg.org\r\n\r\n";

    /** Dials a server that answers this; {@code KEY} stands for the right key. */
    private static String dial(String answer, Pair0 pair, ThenServe then) throws Exception {
        try (ServerSocket listening = WsPeer.listen()) {
            String url = "ws://localhost:" + listening.getLocalPort() + "/a%20b/\u00e9?q=1#f";
            Future<Void> dialing = CompletableFuture.runAsync(() -> pair.dial(url, DialMode.BLOCKING));
            try (WsPeer server = new WsPeer(listening.accept())) {
                String request = server.head();
                int key = request.indexOf("Sec-WebSocket-Key: ") + 19;
                String accept = HttpText.accept(request.substring(key, request.indexOf('\r', key)));
                server.say(answer.replace("KEY", accept));
                then.serve(server, dialing);
                return request;
            }
        }
    }

    private interface ThenServe {
        void serve(WsPeer server, Future<Void> dialing) throws Exception;
    }

    @Test
    @Spec("spec.md 10 #101")
    void asksAsTheStandardSays() throws Exception {
        try (Pair0 pair = Pair0.builder()
                .set(Options.WS_REQUEST_HEADERS, "Authorization: Bearer x")
                .open()) {
            String request = dial(RIGHT, pair, (server, dialing) -> dialing.get(HANG, TimeUnit.SECONDS));
            assertThat(request)
                    .startsWith("GET /a%20b/%C3%A9?q=1 HTTP/1.1\r\nHost: localhost:")
                    .contains("\r\nSec-WebSocket-Version: 13\r\n", "\r\nAuthorization: Bearer x\r\n")
                    .contains("\r\nSec-WebSocket-Protocol: pair.sp.nanomsg.org\r\n")
                    .doesNotContain("Origin", "Extensions");
        }
    }

    @Test
    @Spec("spec.md 10 #102")
    void masksWhatItSendsAndTakesWhatComesWithTheAnswer() throws Exception {
        try (Pair0 pair = Pair0.builder().recvTimeout(Duration.ofSeconds(HANG)).open()) {
            dial(RIGHT + "\u0082\u0002hi", pair, (server, dialing) -> {
                dialing.get(HANG, TimeUnit.SECONDS);
                assertThat(pair.recv().text()).isEqualTo("hi");
                pair.send("ab");
                String frame = server.take(8);
                assertThat(frame).startsWith("8282");
                int key = Integer.parseInt(frame.substring(4, 8), 16);
                int body = Integer.parseInt(frame.substring(12), 16);
                assertThat(body ^ key).isEqualTo('a' << 8 | 'b');
            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PERMISSION_DENIED | 101 Switching | 401 Who",
                "PERMISSION_DENIED | 101 Switching | 403 No",
                "CONNECTION_REFUSED | 101 Switching | 404 Where",
                "CONNECTION_REFUSED | 101 Switching | 405 How",
                "PROTOCOL_ERROR | 101 Switching | 200 OK",
                "PROTOCOL_ERROR | 101 Switching | 302 There",
                "PROTOCOL_ERROR | 101 Switching | 400 Bad",
                "PROTOCOL_ERROR | HTTP/1.1 | HTTP/1.0",
                "PROTOCOL_ERROR | HTTP/1.1 101 | SSH-2.0-x",
                "PROTOCOL_ERROR | WebSocket | h2c",
                "PROTOCOL_ERROR | upgrade | x",
                "PROTOCOL_ERROR | KEY | wrong",
                "PROTOCOL_ERROR | pair.sp | rep.sp",
                "PROTOCOL_ERROR | Sec-WebSocket-Protocol | X-Protocol",
                "PROTOCOL_ERROR | Upgrade: | Sec-WebSocket-Extensions: permessage-deflate@Upgrade:",
                "PROTOCOL_ERROR | Upgrade: | Location: http://elsewhere@Upgrade :",
            })
    @Spec({"spec.md 10 #101", "reliability.md 5 row 33", "reliability.md 5 row 39"})
    void failsForOtherAnswers(ErrorCode code, String right, String wrong) throws Exception {
        String answer = RIGHT.replaceFirst(java.util.regex.Pattern.quote(right), wrong.replace("@", "\r\n"));
        try (Pair0 pair = Pair0.open()) {
            dial(
                    answer,
                    pair,
                    (server, dialing) -> assertThatThrownBy(() -> dialing.get(HANG, TimeUnit.SECONDS))
                            .cause()
                            .isInstanceOfSatisfying(
                                    SpException.class,
                                    e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code)));
            assertThat(pair.pipes()).isEmpty();
        }
    }

    @Test
    @Spec("reliability.md 5 row 39")
    void aHeadWithoutEndIsGivenUp() throws Exception {
        String endless = "HTTP/1.1 101 Switching\r\nA: " + "x".repeat(10 << 10);
        try (Pair0 pair = Pair0.open()) {
            dial(
                    endless,
                    pair,
                    (server, dialing) -> assertThatThrownBy(() -> dialing.get(HANG, TimeUnit.SECONDS))
                            .hasCauseInstanceOf(SpException.ProtocolError.class));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"82 81 00000000 61", "81 01 61", "89 7e 0080"})
    @Spec("reliability.md 5 row 34")
    void endsTheConnectionOfAServerThatBreaksTheRules(String frames) throws Exception {
        BlockingQueue<SocketEvent.PipeDetached> ends = new LinkedBlockingQueue<>();
        try (Pair0 pair = Pair0.builder()
                .onEvent(SocketEvent.PipeDetached.class, ends::add)
                .open()) {
            dial(RIGHT, pair, (server, dialing) -> {
                dialing.get(HANG, TimeUnit.SECONDS);
                server.hex(frames);
                SocketEvent.PipeDetached end = ends.poll(HANG, TimeUnit.SECONDS);
                assertThat(end).isNotNull();
                assertThat(end.reason()).isEqualTo(CloseReason.MALFORMED);
                assertThat(server.take(2)).isEqualTo("8882");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ws://u:p@h/x", "ws://", "ws://*:1/", "ws://h:99999/", "ws4://[::1]:1/", "ws6://127.0.0.1:1/"})
    void refusesAddressesThatCannotBeDialed(String url) {
        try (Pair0 pair = Pair0.open()) {
            assertThatThrownBy(() -> pair.dial(url, DialMode.BACKGROUND))
                    .isInstanceOf(SpException.AddressInvalid.class);
        }
    }
}
