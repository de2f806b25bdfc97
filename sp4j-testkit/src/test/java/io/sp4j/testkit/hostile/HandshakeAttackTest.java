package io.sp4j.testkit.hostile;

import static io.sp4j.testkit.hostile.Attacker.header;
import static io.sp4j.testkit.hostile.Attacker.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.CloseReason;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Protocol;
import io.sp4j.Rep0;
import io.sp4j.SocketEvent;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A listener meets peers that do not get through the handshake, while an honest one works on. */
@ExtendWith(LeakGate.class)
class HandshakeAttackTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path directory;

    private Rep0.Builder server(String transport) {
        return Rep0.builder().listen(Listening.url(transport, directory));
    }

    /** The attack fails each time, is counted each time, and hurts nobody. */
    private void assertCut(Rep0.Builder builder, List<byte[]> inputs, CloseReason reason) throws Exception {
        try (LogLines log = new LogLines();
                Rep0 server = Listening.echo(builder);
                GoodClient good = GoodClient.of(server)) {
            for (byte[] input : inputs) {
                try (Attacker attacker = Attacker.connect(server.url())) {
                    attacker.send(input);
                    good.exchange();
                    assertThat(attacker.isCut())
                            .as("cut after %s", HexFormat.of().formatHex(input))
                            .isTrue();
                }
            }
            good.exchange();
            Listening.assertCounted(server, reason, inputs.size());
            assertThat(server.stats().handshakeFailures()).containsEntry(reason, (long) inputs.size());
            log.assertFew();
            assertThat(log.lines()).isNotEmpty().allMatch(line -> line.contains(reason.label()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec("reliability.md 5 row 1")
    void cutsAPeerThatFallsSilentInItsHeader(String transport) throws Exception {
        byte[] whole = header(Protocol.REQ0);
        assertCut(
                server(transport).set(Options.HANDSHAKE_TIMEOUT, SHORT),
                List.of(Arrays.copyOf(whole, 7), Arrays.copyOf(whole, 1), new byte[0]),
                CloseReason.HANDSHAKE_TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec("reliability.md 5 row 2")
    void cutsAPeerThatDripsItsHeader(String transport) throws Exception {
        try (Rep0 server = Listening.echo(server(transport).set(Options.HANDSHAKE_TIMEOUT, SHORT));
                GoodClient good = GoodClient.of(server);
                Attacker attacker = Attacker.connect(server.url())) {
            int sent = 0;
            do {
                attacker.send(new byte[] {header(Protocol.REQ0)[sent]});
                sent++;
            } while (sent < 7 && !attacker.isCutWithin(200));
            assertThat(sent).as("bytes sent until the end, 200 ms apart").isLessThan(7);
            good.exchange();
            Listening.assertCounted(server, CloseReason.HANDSHAKE_TIMEOUT, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec("reliability.md 5 row 3")
    void cutsPeersOfOtherKindsAtOnce(String transport) throws Exception {
        byte[] clientHello = HexFormat.of().parseHex("16030100c5010000c10303");
        assertCut(
                server(transport),
                List.of(
                        text("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                        clientHello,
                        text("SSH-2.0-x\r\n"),
                        text("\n")),
                CloseReason.BAD_HEADER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec("reliability.md 5 row 4")
    void cutsAPeerWhoseHeaderDiffersInAnyFixedByte(String transport) throws Exception {
        List<byte[]> inputs = List.of(0, 1, 2, 3, 6, 7).stream()
                .map(at -> {
                    byte[] bad = header(Protocol.REQ0);
                    bad[at]++;
                    return bad;
                })
                .toList();
        assertCut(server(transport), inputs, CloseReason.BAD_HEADER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec("reliability.md 5 row 5")
    void cutsAPeerOfAnotherProtocol(String transport) throws Exception {
        assertCut(
                server(transport),
                List.of(header(Protocol.REP0), header(Protocol.PAIR0), header(0), header(0xffff)),
                CloseReason.PROTOCOL_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec("reliability.md 5 row 5")
    void tellsADialerOfAnotherProtocolEachTimeAndCountsEachAttempt(String transport) throws Exception {
        BlockingQueue<SocketEvent.DialFailed> failures = new LinkedBlockingQueue<>();
        try (Rep0 server = Listening.echo(server(transport));
                GoodClient good = GoodClient.of(server);
                Pair0 wrong = Pair0.builder()
                        .executor(Listening.EXECUTOR)
                        .reconnect(Duration.ofMillis(10), Duration.ofMillis(40))
                        .onEvent(SocketEvent.DialFailed.class, failures::add)
                        .dial(server.url())
                        .open()) {
            for (int i = 0; i < 4; i++) {
                SocketEvent.DialFailed failed = failures.poll(GoodClient.HANG.toSeconds(), TimeUnit.SECONDS);
                assertThat(failed).isNotNull();
                assertThat(failed.error()).hasMessageContaining("pair0").hasMessageContaining("rep0");
            }
            good.exchange();
            wrong.close(Duration.ZERO);
            Await.until(
                    () -> server.stats().handshakeFailures().getOrDefault(CloseReason.PROTOCOL_MISMATCH, 0L) >= 4,
                    server::stats);
            assertThat(server.stats().pipes()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec("reliability.md 5 row 6")
    void forgetsPeersThatConnectAndLeave(String transport) throws Exception {
        int times = 1_000;
        try (LogLines log = new LogLines();
                Rep0 server = Listening.echo(server(transport));
                GoodClient good = GoodClient.of(server)) {
            for (int i = 0; i < times; i++) {
                try (Attacker attacker = Attacker.connect(server.url())) {
                    attacker.send(header(Protocol.REQ0));
                    if (i % 3 == 0) {
                        attacker.receive(8);
                    }
                }
            }
            good.exchange();
            Await.until(() -> Listening.sum(server.stats()) == times, server::stats);
            assertThat(server.stats().pipes()).hasSize(1);
            assertThat(server.stats().rejects()).isEmpty();
            assertThat(log.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec("reliability.md 5 row 24")
    void refusesConnectionsBeyondTheLimitAndTakesNewOnesLater(String transport) throws Exception {
        try (LogLines log = new LogLines();
                Rep0 server = Listening.echo(server(transport).set(Options.MAX_CONNECTIONS, 3));
                GoodClient good = GoodClient.of(server);
                Attacker second = Attacker.greeting(server.url(), Protocol.REQ0);
                Attacker third = Attacker.greeting(server.url(), Protocol.REQ0)) {
            third.send(third.claim(8));
            int surplus = 50;
            for (int i = 0; i < surplus; i++) {
                try (Attacker refused = Attacker.connect(server.url())) {
                    assertThat(refused.isCut()).isTrue();
                }
            }
            good.exchange();
            Listening.assertCounted(server, CloseReason.TOO_MANY_CONNECTIONS, surplus);
            second.leave();
            Await.until(() -> server.pipes().size() == 2, server::stats);
            try (GoodClient later = GoodClient.of(server)) {
                later.exchange();
            }
            assertThat(log.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec({"reliability.md 5 row 24", "reliability.md 3b"})
    void cutsIdleHandshakesWhenTooManyArePending(String transport) throws Exception {
        try (Rep0 server = Listening.echo(server(transport).set(Options.MAX_PENDING_HANDSHAKES, 4));
                GoodClient good = GoodClient.of(server)) {
            Attacker[] silent = new Attacker[4];
            for (int i = 0; i < silent.length; i++) {
                silent[i] = Attacker.connect(server.url());
                silent[i].receive(8);
            }
            try (GoodClient later = GoodClient.of(server)) {
                later.exchange();
            }
            assertThat(silent[0].isCut()).as("the oldest made room").isTrue();
            good.exchange();
            for (Attacker attacker : silent) {
                attacker.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec({"reliability.md 5 row 6", "spec.md 10 #19"})
    void tellsOnceThatASecondPeerOfAPairIsRefused(String transport) throws Exception {
        BlockingQueue<SocketEvent.PipeRejected> rejected = new LinkedBlockingQueue<>();
        BlockingQueue<SocketEvent.PipeDetached> detached = new LinkedBlockingQueue<>();
        try (LogLines log = new LogLines();
                Pair0 server = Pair0.builder()
                        .executor(Listening.EXECUTOR)
                        .listen(Listening.url(transport, directory))
                        .recvTimeout(GoodClient.HANG)
                        .onEvent(SocketEvent.PipeRejected.class, rejected::add)
                        .onEvent(SocketEvent.PipeDetached.class, detached::add)
                        .open();
                Pair0 good = Pair0.dialing(server.url())) {
            int times = 100;
            for (int i = 0; i < times; i++) {
                try (Attacker attacker = Attacker.greeting(server.url(), Protocol.PAIR0)) {
                    attacker.sendFrame(text("for nobody"));
                    assertThat(attacker.isCut()).isTrue();
                }
                good.send("message " + i);
                assertThat(server.recv().text()).isEqualTo("message " + i);
            }
            good.close(Duration.ofSeconds(1));
            assertThat(detached.poll(GoodClient.HANG.toSeconds(), TimeUnit.SECONDS))
                    .isNotNull();
            assertThat(Listening.sum(server.stats().rejects())).isEqualTo(times);
            assertThat(server.stats().handshakeFailures())
                    .as("its handshake was good")
                    .isEmpty();
            assertThat(rejected).hasSize(times).allMatch(event -> event.reason() == CloseReason.BUSY);
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    @Spec("reliability.md 5 row 55")
    void tellsOnceThatAnAttachHandlerRefused() throws Exception {
        BlockingQueue<SocketEvent.PipeRejected> rejected = new LinkedBlockingQueue<>();
        try (LogLines log = new LogLines();
                Rep0 server = Rep0.builder()
                        .executor(Listening.EXECUTOR)
                        .listen("tcp://127.0.0.1:0")
                        .onEvent(SocketEvent.PipeRejected.class, rejected::add)
                        .open()) {
            server.serve(request -> request, 1);
            try (GoodClient good = GoodClient.of(server)) {
                server.onAttach(pipe -> {
                    throw new IllegalStateException("a bug of the application");
                });
                try (Attacker attacker = Attacker.greeting(server.url(), Protocol.REQ0)) {
                    assertThat(attacker.isCut()).isTrue();
                }
                good.exchange();
                assertThat(rejected.poll(GoodClient.HANG.toSeconds(), TimeUnit.SECONDS))
                        .isNotNull();
            }
            server.close(Duration.ZERO);
            assertThat(Listening.sum(server.stats().rejects())).isEqualTo(1);
            assertThat(server.stats().handshakeFailures()).isEmpty();
            assertThat(rejected).isEmpty();
            assertThat(log.lines()).hasSize(1).allMatch(line -> line.startsWith("SP-CALLBACK-FAILED"));
        }
    }
}
