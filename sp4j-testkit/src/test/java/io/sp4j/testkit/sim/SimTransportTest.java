package io.sp4j.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.CloseReport;
import io.sp4j.DialMode;
import io.sp4j.Dialer;
import io.sp4j.Listener;
import io.sp4j.Pair0;
import io.sp4j.Pipe;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract of transports asks for, on the one thread of a simulation. */
class SimTransportTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SimNetwork sim = new SimNetwork(1);
    private final List<SocketEvent.PipeDetached> ends = new ArrayList<>();

    private Pair0.Builder pair() {
        return Pair0.builder().environment(sim).onEvent(SocketEvent.PipeDetached.class, ends::add);
    }

    @AfterEach
    void nothingIsLeft() {
        sim.runFor(MINUTE);
        assertThat(sim.leftovers()).isEmpty();
        assertThat(sim.connections()).isEmpty();
        assertThat(sim.step()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 4_097, 65_537, 1 << 20, 16 << 20})
    void carriesBodiesOfEverySizeUnchanged(int size) {
        try (Pair0 a = pair().listen("sim://a").recvMaxSize(16 << 20).open();
                Pair0 b = pair().dial("sim://a").open()) {
            byte[] body = new byte[size];
            new Random(size).nextBytes(body);
            b.send(body);
            assertThat(a.recv().bytes()).isEqualTo(body);
        }
    }

    @Test
    void closesTheConnectionOfAMessageAboveTheLimit() {
        try (Pair0 a = pair().recvMaxSize(1_000).listen("sim://a").open();
                Pair0 b = pair().dial("sim://a").open()) {
            b.send(new byte[1_065]);
            sim.runFor(Duration.ofMillis(5));
            assertThat(ends)
                    .extracting(SocketEvent.PipeDetached::reason)
                    .contains(CloseReason.MESSAGE_TOO_LARGE)
                    .hasSize(2);
            b.send("after the redial");
            assertThat(a.recv().text()).isEqualTo("after the redial");
        }
    }

    @Test
    void keepsTheOrderOfManyMessages() {
        try (Pair0 a = pair().listen("sim://a").open();
                Pair0 b = pair().dial("sim://a").open()) {
            for (int i = 0; i < 2_000; i++) {
                b.sendAsync(Integer.toString(i));
            }
            for (int i = 0; i < 2_000; i++) {
                assertThat(a.recv().text()).isEqualTo(Integer.toString(i));
            }
        }
    }

    @Test
    void refusesToListenTwiceAndListensAgainAfterClose() {
        try (Pair0 a = pair().open();
                Pair0 b = pair().open()) {
            assertThatThrownBy(() -> a.dial("sim://a", DialMode.BLOCKING))
                    .isInstanceOf(SpException.ConnectionRefused.class);
            Listener first = a.listen("sim://a");
            assertThatThrownBy(() -> b.listen("sim://a")).isInstanceOf(SpException.AddressInUse.class);
            first.close();
            b.listen("sim://a");
            assertThat(a.dial("sim://a", DialMode.BLOCKING).state()).isEqualTo(Dialer.State.UP);
        }
    }

    @Test
    void greetsInPieces() {
        sim.buffers(1, 1);
        try (Pair0 a = pair().listen("sim://a").open();
                Pair0 b = pair().open()) {
            b.dial("sim://a", DialMode.BLOCKING);
            a.awaitPipes(1, Duration.ofSeconds(1));
            assertThat(b.stats().connects()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sim://", "sim://a/b", "sim://a:1", "sim://A"})
    void refusesWhatIsNoName(String url) {
        try (Pair0 a = pair().open()) {
            assertThatThrownBy(() -> a.listen(url)).isInstanceOf(SpException.AddressInvalid.class);
            assertThatThrownBy(() -> a.listen("tcp://127.0.0.1:0")).isInstanceOf(SpException.NotSupported.class);
        }
    }

    @Test
    void tellsBothProtocolsWhenThePeerSpeaksAnother() {
        try (Rep0 rep = Rep0.builder().environment(sim).listen("sim://a").open();
                Pair0 wrong = pair().open();
                Req0 right = Req0.builder().environment(sim).open()) {
            assertThatThrownBy(() -> wrong.dial("sim://a", DialMode.BLOCKING))
                    .isInstanceOf(SpException.ProtocolError.class)
                    .hasMessageContaining("pair")
                    .hasMessageContaining("rep");
            right.dial("sim://a", DialMode.BLOCKING);
            rep.serve(request -> request, 1);
            assertThat(right.request("still works").text()).isEqualTo("still works");
            assertThat(rep.stats().handshakeFailures()).hasSize(1);
        }
    }

    @Test
    void connectsWhenTheListenerComesLater() {
        try (Pair0 b = pair().dial("sim://a", DialMode.BACKGROUND).open();
                Pair0 a = pair().open()) {
            sim.runFor(MINUTE);
            a.listen("sim://a");
            b.awaitPipes(1, Duration.ofSeconds(6));
        }
    }

    @Test
    void dialsAgainWithAnotherPipeWhenThePipeIsClosed() {
        try (Pair0 a = pair().listen("sim://a").open();
                Pair0 b = pair().open()) {
            Dialer dialer = b.dial("sim://a", DialMode.BLOCKING);
            Pipe first = dialer.pipe().orElseThrow();
            a.awaitPipes(1, MINUTE);
            first.close();
            sim.runFor(Duration.ofMillis(5));
            assertThat(ends)
                    .extracting(SocketEvent.PipeDetached::reason)
                    .containsExactly(CloseReason.LOCAL_CLOSE, CloseReason.PEER_CLOSED);
            assertThat(dialer.awaitConnected(MINUTE).id()).isNotEqualTo(first.id());
        }
    }

    @Test
    void writesWhatWasAcceptedBeforeItCloses() {
        try (Pair0 a = pair().listen("sim://a").open();
                Pair0 b = pair().dial("sim://a").open()) {
            for (int i = 0; i < 500; i++) {
                b.send("message " + i);
            }
            CloseReport report = b.close(MINUTE);
            assertThat(report.unsent()).isZero();
            for (int i = 0; i < 500; i++) {
                assertThat(a.recv().text()).isEqualTo("message " + i);
            }
        }
    }

    @Test
    void handsBackWhatWasNotBegun() {
        sim.buffers(100, 100);
        try (Pair0 a = pair().listen("sim://a").open();
                Pair0 b = pair().dial("sim://a").open()) {
            a.awaitPipes(1, MINUTE);
            sim.connections().get(0).stall();
            for (int i = 0; i < 50; i++) {
                b.send("message " + i);
            }
            sim.runFor(Duration.ofMillis(5));
            sim.cut("a");
            String first = a.recv().text();
            assertThat(first).isNotEqualTo("message 0");
            for (int i = Integer.parseInt(first.substring("message ".length())) + 1; i < 50; i++) {
                assertThat(a.recv().text()).isEqualTo("message " + i);
            }
        }
    }

    @Test
    void endsTheConnectionsOfAClosedListener() {
        try (Pair0 a = pair().open();
                Pair0 b = pair().open()) {
            Listener listener = a.listen("sim://a");
            b.dial("sim://a", DialMode.BLOCKING);
            a.awaitPipes(1, MINUTE);
            listener.close();
            sim.runFor(Duration.ofMillis(5));
            assertThat(ends)
                    .extracting(SocketEvent.PipeDetached::reason)
                    .containsExactly(CloseReason.ENDPOINT_CLOSED, CloseReason.PEER_CLOSED);
        }
    }
}
