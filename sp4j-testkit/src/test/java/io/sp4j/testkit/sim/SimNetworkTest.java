package io.sp4j.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.DialMode;
import io.sp4j.Dialer;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Pair1;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What a simulation is and what can be done to its connections. */
class SimNetworkTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SimNetwork sim = new SimNetwork(42);

    private Pair0.Builder pair() {
        return Pair0.builder().environment(sim);
    }

    @Test
    void answersARequestAfterACut() {
        try (Rep0 rep = Rep0.builder().environment(sim).listen("sim://answers").open();
                Req0 req = Req0.builder().environment(sim).dial("sim://answers").open()) {
            rep.serve(question -> Message.of("42"), 1);
            assertThat(req.request("and?").text()).isEqualTo("42");
            sim.connections("answers").get(0).cut();
            assertThat(req.request("and now?").text()).isEqualTo("42");
            assertThat(sim.elapsed()).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(sim.leftovers()).isEmpty();
        assertThat(sim.connections()).isEmpty();
    }

    @Test
    void letsAnHourPassAtOnceAndToTheNanosecond() {
        try (Pair0 a = pair().open()) {
            assertThatThrownBy(() -> a.recv(Duration.ofHours(1))).isInstanceOf(SpException.Timeout.class);
            assertThat(sim.elapsed()).isEqualTo(Duration.ofHours(1));
        }
    }

    @Test
    void saysThatACallWouldNeverEnd() {
        try (Pair0 a = pair().open()) {
            assertThatThrownBy(a::recv)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("for ever");
        }
    }

    @Test
    void belongsToOneThread() {
        CompletableFuture<Void> elsewhere = CompletableFuture.runAsync(sim::step);
        assertThatThrownBy(elsewhere::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void isDeterminedByItsSeed() {
        assertThat(fingerprint(7)).isEqualTo(fingerprint(7)).isNotEqualTo(fingerprint(8));
    }

    private static long fingerprint(long seed) {
        SimNetwork net = new SimNetwork(seed);
        try (Pull0 pull = Pull0.builder().environment(net).listen("sim://sink").open();
                Push0 push = Push0.builder().environment(net).dial("sim://sink").open()) {
            for (int i = 0; i < 100; i++) {
                push.send(new byte[i * 100]);
                pull.recv();
            }
        }
        return net.fingerprint();
    }

    @Test
    void tellsBothEndsOfACutOnce() {
        List<CloseReason> ends = new ArrayList<>();
        try (Pair0 a = pair().listen("sim://a")
                        .onEvent(SocketEvent.PipeDetached.class, e -> ends.add(e.reason()))
                        .open();
                Pair0 b = pair().onEvent(SocketEvent.PipeDetached.class, e -> ends.add(e.reason()))
                        .dial("sim://a")
                        .open()) {
            a.awaitPipes(1, MINUTE);
            sim.cut("a");
            sim.runFor(Duration.ofMillis(5));
            assertThat(ends).containsExactly(CloseReason.CONNECTION_RESET, CloseReason.CONNECTION_RESET);

            assertThat(b.pipes()).isEmpty();
        }
    }

    @Test
    void tellsNobodyOfAHalfOpenConnection() {
        try (Pair0 a = pair().listen("sim://a").open();
                Pair0 b = pair().dial("sim://a").sendBuffer(0).open()) {
            a.awaitPipes(1, MINUTE);
            sim.connections().get(0).halfOpen();
            b.send("into the void");
            assertThatThrownBy(() -> a.recv(Duration.ofDays(1))).isInstanceOf(SpException.Timeout.class);
            assertThat(a.pipes()).hasSize(1);
            assertThat(b.pipes()).hasSize(1);
            sim.cut("a");
            b.awaitPipes(1, MINUTE);
        }
    }

    @Test
    void holdsUpWhatIsSentAcrossAPartition() {
        try (Pair0 a = pair().listen("sim://a").open();
                Pair0 b = pair().dial("sim://a").open();
                Pair0 late = pair().open()) {
            a.awaitPipes(1, MINUTE);
            sim.partition("a");
            b.send("through the wall");
            assertThatThrownBy(() -> a.recv(MINUTE)).isInstanceOf(SpException.Timeout.class);
            assertThatThrownBy(() -> late.dial("sim://a", DialMode.BLOCKING)).isInstanceOf(SpException.Timeout.class);
            sim.heal("a");
            assertThat(a.recv(MINUTE).text()).isEqualTo("through the wall");
        }
    }

    @Test
    void refusesConnectionsUntilItIsHealed() {
        try (Pair0 a = pair().listen("sim://a").open();
                Pair0 b = pair().open()) {
            sim.refuse("a");
            assertThatThrownBy(() -> b.dial("sim://a", DialMode.BLOCKING))
                    .isInstanceOf(SpException.ConnectionRefused.class);
            sim.heal("a");
            assertThat(b.dial("sim://a", DialMode.BLOCKING).state()).isEqualTo(Dialer.State.UP);
            assertThat(a.awaitPipes(1, MINUTE)).hasSize(1);
        }
    }

    @Test
    void holdsTheSenderBackWhenTheReaderIsSlow() {
        sim.buffers(1_000, 1_000);
        try (Pull0 pull = Pull0.builder().environment(sim).listen("sim://sink").open();
                Push0 push = Push0.builder().environment(sim).dial("sim://sink").open()) {
            pull.awaitPipes(1, MINUTE);
            sim.connections().get(0).slow(SimConnection.Side.LISTENER, 1_000);
            push.send(new byte[100_000]);
            pull.recv();
            assertThat(sim.elapsed()).isBetween(Duration.ofSeconds(99), Duration.ofSeconds(150));
        }
    }

    @Test
    void deliversByteByByte() {
        sim.pieces(1).buffers(1, 1);
        try (Pair0 a = pair().listen("sim://a").open();
                Pair0 b = pair().dial("sim://a").open()) {
            byte[] body = "one byte after the other".getBytes(StandardCharsets.UTF_8);
            b.send(body);
            assertThat(a.recv().bytes()).isEqualTo(body);
        }
    }

    @Test
    void travelsByCarrierPigeon() {
        sim.carrierPigeons();
        Duration day = Duration.ofDays(1);
        try (Rep0 rep = Rep0.builder()
                        .environment(sim)
                        .set(Options.HANDSHAKE_TIMEOUT, day)
                        .listen("sim://bergen")
                        .open();
                Req0 req = Req0.builder()
                        .environment(sim)
                        .dialTimeout(day)
                        .resendTime(day)
                        .dial("sim://bergen")
                        .open()) {
            rep.serve(question -> Message.of("coo"), 1);
            assertThat(req.request("ping", Duration.ofDays(30)).text()).isEqualTo("coo");
            assertThat(sim.elapsed()).isGreaterThan(Duration.ofHours(4));
        }
    }

    @Test
    void runsHandlersAsEventsOfTheirOwn() {
        List<String> order = new ArrayList<>();
        try (Pair0 a = pair().listen("sim://a").open();
                Pair0 b = pair().dial("sim://a").open()) {
            a.recvAsync().thenAccept(m -> order.add(m.text()));
            b.send("later");
            order.add("first");
            sim.runUntil(() -> order.size() == 2, MINUTE);
            assertThat(order).containsExactly("first", "later");
        }
    }

    /** Peers of which one goes make room for others: these are resumed while they end themselves. */
    @Test
    void hearsOfLostPipesBeforeTheCloseIsOver() {
        List<String> order = new ArrayList<>();
        Pair1 hub = Pair1.builder()
                .polyamorous()
                .environment(sim)
                .listen("sim://hub")
                .recvBuffer(1)
                .onEvent(SocketEvent.PipeDetached.class, event -> order.add("lost"))
                .open();
        for (int i = 0; i < 4; i++) {
            Pair1 peer = Pair1.builder().environment(sim).dial("sim://hub").open();
            for (int n = 0; n < 5; n++) {
                peer.send("unread");
            }
        }
        hub.awaitPipes(4, MINUTE);
        sim.runFor(Duration.ofSeconds(1));
        hub.closeAsync(Duration.ZERO).thenRun(() -> order.add("closed"));
        sim.runFor(Duration.ofSeconds(1));
        assertThat(order).containsExactly("lost", "lost", "lost", "lost", "closed");
    }
}
