package io.sp4j.testkit.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Pipe;
import io.sp4j.PipeStats;
import io.sp4j.Protocol;
import io.sp4j.Receiver;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.Sender;
import io.sp4j.SocketBuilder;
import io.sp4j.SpSocket;
import io.sp4j.Sub0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import io.sp4j.testkit.hostile.Await;
import io.sp4j.testkit.hostile.Listening;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The law of conservation over real connections: what a pipe was given is written, dropped for a reason, handed back to the
 * protocol, or still queued; what a socket accepted is written or dropped.
 */
@ExtendWith(LeakGate.class)
@Spec({"spec.md 10 #113", "reliability.md 4c I1", "api.md D17"})
class ConservationTest {
    private static final String TCP = "tcp://127.0.0.1:0";
    private static final Duration HANG = Duration.ofSeconds(20);
    private static final int LARGE = 64 << 10;
    private static final int SENDS = 200;

    /** The pipes that a socket ever had; their counters outlive them. */
    private final Queue<Pipe> pipes = new ConcurrentLinkedQueue<>();

    private SpSocket listening(Protocol protocol) {
        SocketBuilder<? extends SpSocket, ?> builder = protocol.builder()
                .executor(Listening.EXECUTOR)
                .onAttach(pipe -> pipes.add(pipe))
                .listen(TCP);
        if (protocol != Protocol.REQ0) {
            builder.set(Options.SEND_BUFFER, 8);
        }
        return builder.open();
    }

    private static SpSocket peer(SpSocket of) {
        SpSocket peer = of.protocol()
                .peer()
                .builder()
                .executor(Listening.EXECUTOR)
                .dial(of.url())
                .open();
        if (peer instanceof Sub0 sub) {
            sub.subscribe("");
        }
        return peer;
    }

    private static MuteSubscriber mutePeer(SpSocket of) throws Exception {
        int port = of.listeners().get(0).local().port().orElseThrow();
        return new MuteSubscriber(port, of.protocol().peer().number());
    }

    private static void awaitPeer(SpSocket socket, int count, MuteSubscriber peer) {
        assertThat(socket.awaitPipes(count, HANG)).filteredOn(peer::isAt).hasSize(1);
    }

    private static void assertLaw(PipeStats stats) {
        assertThat(stats.queued()).as("queued: %s", stats).isNotNegative();
        assertThat(stats.txMessages() + stats.handedBack() + sum(stats.drops()) + stats.queued())
                .as("written, handed back, dropped, queued: %s", stats)
                .isEqualTo(stats.enqueued());
    }

    private static long sum(Map<DropReason, Long> drops) {
        return drops.values().stream().mapToLong(n -> n).sum();
    }

    private long written() {
        return pipes.stream().mapToLong(pipe -> pipe.stats().txMessages()).sum();
    }

    /** All pipes are gone, and nothing that they were given is missing. */
    private void assertNothingMissing() {
        for (Pipe pipe : pipes) {
            Await.until(() -> !pipe.isOpen(), pipe::stats);
            assertLaw(pipe.stats());
            assertThat(pipe.stats().queued()).as("missing: %s", pipe.stats()).isZero();
        }
    }

    /** Sends as much as is accepted, looking at every pipe after each. */
    private static int flood(SpSocket socket, int count) {
        int accepted = 0;
        for (int i = 0; i < count; i++) {
            accepted += ((Sender) socket).trySend(new byte[LARGE]) ? 1 : 0;
            socket.stats().pipes().forEach(ConservationTest::assertLaw);
        }
        return accepted;
    }

    @ParameterizedTest
    @EnumSource(names = {"PAIR0", "PAIR1", "PUSH0"})
    void writesOrDropsOnceWhatAPeerIsToGet(Protocol protocol) throws Exception {
        int accepted;
        try (SpSocket socket = listening(protocol)) {
            accepted = flood(socket, 4);
            try (MuteSubscriber lost = mutePeer(socket)) {
                awaitPeer(socket, 1, lost);
                accepted += flood(socket, SENDS);
                assertThat(socket.stats().pipes()).anyMatch(pipe -> pipe.queued() > 0);
            }
            Await.until(() -> socket.pipes().isEmpty(), socket::stats);
            try (MuteSubscriber last = mutePeer(socket)) {
                awaitPeer(socket, 1, last);
                accepted += flood(socket, SENDS);
                socket.close(Duration.ZERO);
            }
            assertNothingMissing();
            assertThat(written() + sum(socket.stats().drops())).isEqualTo(accepted);
            assertThat(socket.stats().drops())
                    .containsKeys(DropReason.LOST_ON_DISCONNECT, DropReason.UNDELIVERED_AT_CLOSE);
            assertThat(pipes).hasSize(2).anyMatch(pipe -> pipe.stats().handedBack() > 0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PUB0", "BUS0", "SURVEYOR0"})
    void writesOrDropsOnceTheCopyOfEachPeer(Protocol protocol) throws Exception {
        try (SpSocket socket = listening(protocol);
                SpSocket quick = peer(socket)) {
            socket.awaitPipes(1, HANG);
            MuteSubscriber lost = mutePeer(socket);
            socket.awaitPipes(2, HANG);
            assertThat(flood(socket, SENDS)).isEqualTo(SENDS);
            lost.close();
            Await.until(() -> socket.pipes().size() == 1, socket::stats);
            try (MuteSubscriber last = mutePeer(socket)) {
                awaitPeer(socket, 2, last);
                assertThat(flood(socket, SENDS)).isEqualTo(SENDS);
                socket.close(Duration.ZERO);
            }
            assertNothingMissing();
            List<Long> copies = new ArrayList<>();
            for (Pipe pipe : pipes) {
                PipeStats stats = pipe.stats();
                copies.add(stats.txMessages() + sum(stats.drops()) + sum(stats.protocolDrops()));
            }
            assertThat(copies).containsExactlyInAnyOrder(2L * SENDS, (long) SENDS, (long) SENDS);
            assertThat(socket.stats().drops()).containsKey(DropReason.QUEUE_FULL);
            assertThat(quick.isClosed()).isFalse();
        }
    }

    @Test
    void accountsForEveryTransmissionOfARequest() throws Exception {
        try (SpSocket socket = listening(Protocol.REQ0)) {
            Req0 req = (Req0) socket;
            List<CompletableFuture<Message>> replies = new ArrayList<>();
            try (MuteSubscriber lost = mutePeer(req)) {
                awaitPeer(req, 1, lost);
                for (int i = 0; i < SENDS; i++) {
                    replies.add(req.requestAsync(new byte[LARGE]));
                    req.stats().pipes().forEach(ConservationTest::assertLaw);
                }
                Await.until(() -> req.stats().pipes().get(0).queued() == 1, req::stats);
            }
            try (Rep0 rep = (Rep0) peer(req)) {
                rep.serve(request -> Message.of("re"), 4);
                for (CompletableFuture<Message> reply : replies) {
                    assertThat(reply.get(HANG.toSeconds(), TimeUnit.SECONDS).text())
                            .isEqualTo("re");
                    req.stats().pipes().forEach(ConservationTest::assertLaw);
                }
            }
            req.close();
            assertNothingMissing();
            assertThat(req.stats().rxMessages()).isEqualTo(SENDS);
        }
    }

    /** What came in was taken by the application or dropped. */
    @ParameterizedTest
    @EnumSource(names = {"PULL0", "SUB0", "BUS0", "PAIR0"})
    void givesOutOrDropsWhatItReceives(Protocol protocol) {
        try (SpSocket from = protocol.peer().builder().listen(TCP).open()) {
            SpSocket to = protocol.builder()
                    .set(Options.RECV_BUFFER, 16)
                    .dial(from.url())
                    .open();
            if (to instanceof Sub0 sub) {
                sub.subscribe("1");
            }
            from.awaitPipes(1, HANG);
            for (int i = 0; i < SENDS; i++) {
                ((Sender) from).trySend("" + i);
            }
            int taken = 3;
            for (int i = 0; i < taken; i++) {
                ((Receiver) to).recv(HANG);
            }
            to.close();
            assertThat(to.stats().rxMessages()).isEqualTo(taken + sum(to.stats().drops()));
        }
    }

    /** Statistics are taken while a loop empties the ring. */
    @Test
    void holdsWheneverSomebodyLooks() throws Exception {
        try (Pair0 a = (Pair0) listening(Protocol.PAIR0);
                Pair0 b = (Pair0) peer(a)) {
            a.awaitPipes(1, HANG);
            CompletableFuture<Void> flood = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < 200_000; i++) {
                            a.send("x", HANG);
                        }
                    },
                    Listening.EXECUTOR);
            CompletableFuture<Void> drain = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < 200_000; i++) {
                            b.recv(HANG);
                        }
                    },
                    Listening.EXECUTOR);
            while (!flood.isDone()) {
                a.stats().pipes().forEach(ConservationTest::assertLaw);
            }
            CompletableFuture.allOf(flood, drain).get(HANG.toSeconds(), TimeUnit.SECONDS);
            assertThat(written()).isEqualTo(200_000);
        }
        assertNothingMissing();
    }
}
