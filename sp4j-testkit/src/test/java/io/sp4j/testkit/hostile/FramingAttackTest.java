package io.sp4j.testkit.hostile;

import static io.sp4j.testkit.hostile.Attacker.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.Protocol;
import io.sp4j.Rep0;
import io.sp4j.SocketEvent;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server meets peers whose handshake is good and whose messages are not, while an honest one works on. */
@ExtendWith(LeakGate.class)
class FramingAttackTest {
    private static final int LIMIT = 10_000;
    private static final int HEADER_ALLOWANCE = 64;
    private static final int ID = 0x80000001;

    @TempDir
    Path directory;

    private Rep0 server(String transport) {
        return Listening.echo(Rep0.builder().recvMaxSize(LIMIT).listen(Listening.url(transport, directory)));
    }

    private interface Attack {
        void run(Attacker attacker) throws Exception;
    }

    /** Each attack costs the attacker its connection, for this reason, and nobody else anything. */
    private void assertCut(String transport, CloseReason reason, List<Attack> attacks) throws Exception {
        BlockingQueue<SocketEvent.PipeDetached> ends = new LinkedBlockingQueue<>();
        try (LogLines log = new LogLines();
                Rep0 server = server(transport);
                GoodClient good = GoodClient.of(server)) {
            server.onEvent(SocketEvent.PipeDetached.class, ends::add);
            for (Attack attack : attacks) {
                try (Attacker attacker = Attacker.greeting(server.url(), Protocol.REQ0)) {
                    attack.run(attacker);
                    good.exchange();
                    assertThat(attacker.isCut()).isTrue();
                }
            }
            good.exchange();
            Listening.assertCounted(server, reason, attacks.size());
            assertThat(server.stats().closes()).containsEntry(reason, (long) attacks.size());
            Await.until(() -> ends.size() == attacks.size(), () -> ends);
            log.assertFew();
            if (reason.isFault()) {
                assertThat(log.lines()).isNotEmpty().allMatch(line -> line.contains("(" + reason.label() + ")"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec({"reliability.md 5 row 7", "api.md D5"})
    void deliversAMessageAtTheLimit(String transport) throws Exception {
        try (Rep0 server = server(transport);
                GoodClient good = GoodClient.of(server);
                Attacker peer = Attacker.greeting(server.url(), Protocol.REQ0)) {
            byte[] largest = words("x".repeat(LIMIT), ID);
            peer.sendFrame(largest);
            good.exchange();
            assertThat(peer.receiveFrame()).isEqualTo(largest);
            assertThat(server.stats().closes()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec({"reliability.md 5 row 8", "api.md D5"})
    void closesBeforeItAllocatesWhatIsClaimed(String transport) throws Exception {
        List<Attack> attacks = new ArrayList<>();
        for (long claim : new long[] {
            LIMIT + HEADER_ALLOWANCE + 1,
            1L << 31,
            (1L << 31) - 1,
            1L << 32,
            1L << 60,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            -1
        }) {
            attacks.add(attacker -> attacker.send(attacker.claim(claim)));
            attacks.add(attacker -> {
                attacker.send(attacker.claim(claim));
                attacker.send(new byte[100_000]);
            });
        }
        assertCut(transport, CloseReason.MESSAGE_TOO_LARGE, attacks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec("reliability.md 5 row 8")
    void tellsTheClaimedSizeAndWhoClaimedIt(String transport) throws Exception {
        BlockingQueue<SocketEvent.PipeDetached> ends = new LinkedBlockingQueue<>();
        try (LogLines log = new LogLines();
                Rep0 server = server(transport);
                GoodClient good = GoodClient.of(server);
                Attacker attacker = Attacker.greeting(server.url(), Protocol.REQ0)) {
            server.onEvent(SocketEvent.PipeDetached.class, ends::add);
            attacker.send(attacker.claim(-1));
            assertThat(attacker.isCut()).isTrue();
            good.exchange();
            Await.until(() -> !ends.isEmpty(), server::stats);
            assertThat(ends.remove().detail()).contains("18446744073709551615");
            assertThat(log.lines()).hasSize(1).allMatch(line -> line.contains("18446744073709551615"));
            String peer = transport.equals("tcp") ? "127.0.0.1:" : "a local peer";
            assertThat(log.lines()).allMatch(line -> line.contains(peer));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec("reliability.md 5 row 12")
    void discardsAMessageThatAFinCutsOff(String transport) throws Exception {
        assertCut(
                transport,
                CloseReason.TRUNCATED,
                List.of(
                        attacker -> {
                            attacker.send(attacker.claim(100));
                            attacker.leave();
                        },
                        attacker -> {
                            attacker.send(Arrays.copyOf(attacker.claim(100), 5));
                            attacker.leave();
                        },
                        attacker -> {
                            attacker.send(attacker.claim(100));
                            attacker.send(words("not whole", ID));
                            attacker.leave();
                        }));
    }

    @ParameterizedTest
    @ValueSource(strings = "tcp")
    @Spec("reliability.md 5 row 12")
    void discardsAMessageThatAResetCutsOff(String transport) throws Exception {
        try (LogLines log = new LogLines();
                Rep0 server = server(transport);
                GoodClient good = GoodClient.of(server)) {
            for (int i = 0; i < 20; i++) {
                Attacker attacker = Attacker.greeting(server.url(), Protocol.REQ0);
                attacker.send(attacker.claim(100));
                attacker.send(words("not whole", ID));
                if (i % 2 == 0) {
                    good.exchange();
                }
                attacker.reset();
            }
            good.exchange();
            Listening.assertCounted(server, CloseReason.CONNECTION_RESET, 20);
            assertThat(log.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec("reliability.md 5 row 13")
    void closesOnARequestWithoutAnId(String transport) throws Exception {
        assertCut(
                transport,
                CloseReason.MALFORMED,
                List.of(
                        attacker -> attacker.sendFrame(new byte[0]),
                        attacker -> attacker.sendFrame(new byte[3]),
                        attacker -> attacker.sendFrame(new byte[4]),
                        attacker -> attacker.sendFrame(words("", 1, 2, 3)),
                        attacker -> attacker.sendFrame(words("abc", 1, 2, 3)),
                        attacker -> attacker.sendFrame(words("", 1, 2, 3, 4, 5, 6, 7))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec("reliability.md 5 row 14")
    void answersAcrossEightHopsAndDropsWhatCameFurther(String transport) throws Exception {
        try (LogLines log = new LogLines();
                Rep0 server = server(transport);
                GoodClient good = GoodClient.of(server);
                Attacker peer = Attacker.greeting(server.url(), Protocol.REQ0)) {
            byte[] far = words("far", 1, 2, 3, 4, 5, 6, 7, ID);
            peer.sendFrame(words("too far", 1, 2, 3, 4, 5, 6, 7, 8, ID));
            peer.sendFrame(far);
            good.exchange();
            assertThat(peer.receiveFrame()).isEqualTo(far);
            assertThat(server.stats().drops()).isEqualTo(java.util.Map.of(DropReason.HOP_LIMIT, 1L));
            assertThat(server.stats().closes()).isEmpty();
            assertThat(log.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "ipc")
    @Spec("reliability.md 5 row 49")
    void closesOnAnUnknownMessageType(String transport) throws Exception {
        List<Attack> attacks = IntStream.of(0, 2, 3, 0x7f, 0xff)
                .mapToObj(type -> (Attack) attacker -> attacker.send(new byte[] {(byte) type}))
                .toList();
        assertCut(transport, CloseReason.MALFORMED, attacks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec({"reliability.md 5 row 11", "reliability.md 5 row 23"})
    void holdsBackAPeerThatAsksWithoutReadingAnswers(String transport) throws Exception {
        try (Rep0 server = server(transport);
                GoodClient good = GoodClient.of(server);
                Attacker attacker = Attacker.greeting(server.url(), Protocol.REQ0)) {
            byte[] request = words("x".repeat(LIMIT), ID);
            Thread flood = new Thread(
                    () -> {
                        try {
                            for (int i = 0; i < 2_000; i++) {
                                attacker.sendFrame(request);
                            }
                        } catch (java.io.IOException | RuntimeException e) {
                            // the end of the test
                        }
                    },
                    "flood");
            flood.start();
            Await.until(() -> server.stats().rxBytes() > 20L * LIMIT, server::stats);
            for (int i = 0; i < 10; i++) {
                good.exchange();
            }
            assertThat(server.pipes()).hasSize(2);
            assertThat(server.stats().pipes()).allMatch(pipe -> pipe.queued() <= 1);
            attacker.leave();
            flood.join();
        }
    }
}
