package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Pair1;
import io.sp4j.Pipe;
import io.sp4j.Protocol;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakGate.class)
@Spec({"spec.md 3.3", "api.md D11"})
class PairPolyTest {
    private static final Duration HANG = Over.HANG;

    private static Pair1.Builder pair() {
        return Pair1.builder().recvTimeout(HANG).sendTimeout(HANG);
    }

    /** The example of pynng's documentation, without its reliance on the order in which messages arrive. */
    @ParameterizedTest
    @EnumSource
    @Spec("api.md 1.10 #3")
    void answersEachOfItsPeers(Over over) {
        try (Pair1 s1 = pair().polyamorous().listen(over.url()).open();
                Pair1 s2 = pair().polyamorous().dial(s1.url()).open();
                Pair1 s3 = pair().polyamorous().dial(s1.url()).open()) {
            s1.awaitPipes(2, HANG);
            s2.send("hello from s2");
            s3.send("hello from s3");
            for (int i = 0; i < 2; i++) {
                Message hello = s1.recv();
                hello.pipe().send("hey " + hello.text().substring("hello from ".length()));
            }
            assertThat(s2.recv().text()).isEqualTo("hey s2");
            assertThat(s3.recv().text()).isEqualTo("hey s3");
            assertThatThrownBy(() -> s1.send("whom?"))
                    .isInstanceOf(SpException.BadState.class)
                    .hasMessageContaining("Pipe.send");
            assertThatThrownBy(() -> s1.trySend("whom?")).isInstanceOf(SpException.BadState.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsForAPeerThatDoesNotTakeAndLosesNothing(Over over) throws Exception {
        try (Pair1 s1 = pair().polyamorous().listen(over.url()).open();
                Pair1 slow = pair().recvBuffer(1).dial(s1.url()).open()) {
            Pipe toSlow = s1.awaitPipes(1, HANG).get(0);
            try (Pair1 quick = pair().dial(s1.url()).open()) {
                s1.awaitPipes(2, HANG);
                Pipe toQuick = s1.pipes().stream()
                        .filter(pipe -> pipe != toSlow)
                        .findFirst()
                        .orElseThrow();
                byte[] body = new byte[256 << 10];
                int sent = 0;
                while (toSlow.trySend(body)) {
                    sent++;
                }
                assertThatThrownBy(() -> toSlow.send(Message.of(body), Duration.ofMillis(50)))
                        .isInstanceOf(SpException.Timeout.class);
                List<CompletableFuture<Void>> waiting = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    waiting.add(toSlow.sendAsync("waiting " + i));
                }
                toQuick.send("not held up");
                assertThat(quick.recv().text()).isEqualTo("not held up");
                int arrived = 0;
                for (Message m = slow.recv(); m.length() == body.length; m = slow.recv()) {
                    arrived++;
                    if (arrived == sent) {
                        break;
                    }
                }
                assertThat(arrived).isEqualTo(sent);
                for (int i = 0; i < 3; i++) {
                    assertThat(slow.recv().text()).isEqualTo("waiting " + i);
                    waiting.get(i).get(HANG.toSeconds(), TimeUnit.SECONDS);
                }
                assertThat(s1.stats().drops()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md D23")
    void failsSendsToAPeerThatIsGone(Over over) throws Exception {
        try (Pair1 s1 = pair().polyamorous().listen(over.url()).open()) {
            Pipe pipe;
            CompletableFuture<Void> waiting;
            try (Pair1 s2 = pair().recvBuffer(1).dial(s1.url()).open()) {
                pipe = s1.awaitPipes(1, HANG).get(0);
                byte[] body = new byte[256 << 10];
                do {
                    waiting = pipe.sendAsync(body, HANG);
                } while (isDoneSoon(waiting));
                s2.close(Duration.ZERO);
            }
            CompletableFuture<Void> left = waiting;
            assertThatThrownBy(() -> left.get(HANG.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SpException.BadState.class);
            assertThatThrownBy(() -> pipe.send("too late")).isInstanceOf(SpException.BadState.class);
        }
    }

    private static boolean isDoneSoon(CompletableFuture<Void> send) throws Exception {
        try {
            send.get(200, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsToTheFirstWhoComesWhenNobodyIsThere(Over over) throws Exception {
        try (Pair1 s1 = pair().polyamorous().listen(over.url()).open()) {
            CompletableFuture<Void> waiting = s1.sendAsync("welcome");
            assertThat(s1.trySend("may not wait")).isFalse();
            try (Pair1 s2 = pair().dial(s1.url()).open()) {
                assertThat(s2.recv().text()).isEqualTo("welcome");
                waiting.get(HANG.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    @Test
    @Spec("api.md D12")
    void addressesTheOnePeerOfAPlainPairToo() {
        try (Pair0 a = Pair0.builder().recvTimeout(HANG).listen(Over.TCP.url()).open();
                Pair0 b = Pair0.builder().recvTimeout(HANG).dial(a.url()).open()) {
            Pipe toB = a.awaitPipes(1, HANG).get(0);
            toB.send("directed");
            assertThat(b.recv().text()).isEqualTo("directed");
        }
    }

    @Test
    void isPolyamorousFromTheBeginningOrNever() {
        try (Pair1 pair = Pair1.open();
                Pair0 other = Pair0.open()) {
            assertThat(pair.get(Options.PAIR1_POLYAMOROUS)).isFalse();
            assertThatThrownBy(() -> pair.set(Options.PAIR1_POLYAMOROUS, true))
                    .isInstanceOf(SpException.ReadOnly.class);
            assertThatThrownBy(() -> other.get(Options.PAIR1_POLYAMOROUS)).isInstanceOf(SpException.NotSupported.class);
        }
        try (Pair1 pair = Pair1.builder().polyamorous().open()) {
            assertThat(pair.get(Options.PAIR1_POLYAMOROUS)).isTrue();
        }
    }

    @Test
    @Spec({"spec.md 2.2", "spec.md 10 #22"})
    void sendsTheBytesOfTheSpecification() throws Exception {
        try (Pair1 pair = pair().listen(Over.TCP.url()).open()) {
            int port = pair.listeners().get(0).local().port().orElseThrow();
            try (WirePeer peer = WirePeer.connect(port, Protocol.PAIR1)) {
                pair.send("A");
                assertThat(peer.recv().bytes()).containsExactly(0, 0, 0, 1, 'A');
                peer.send("from mangos", 0);
                peer.send("too far", 9);
                peer.send("from afar", 8);
                assertThat(pair.recv().text()).isEqualTo("from mangos");
                assertThat(pair.recv().text()).isEqualTo("from afar");
                peer.send("", 0x100);
                assertThat(peer.isClosedByPeer()).isTrue();
            }
        }
    }
}
