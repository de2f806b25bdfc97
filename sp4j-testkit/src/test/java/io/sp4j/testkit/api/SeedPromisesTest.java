package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.DialMode;
import io.sp4j.Dialer;
import io.sp4j.Listener;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Pair1;
import io.sp4j.Pub0;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import io.sp4j.Receiver;
import io.sp4j.Req0;
import io.sp4j.Sender;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.Sub0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What pynng's documentation promises and no other test checks; where a decision of ours differs, ours. */
@ExtendWith(LeakGate.class)
class SeedPromisesTest {
    private static final Duration SHORT = Duration.ofMillis(60);

    private static Pair1.Builder pair1() {
        return Pair1.builder()
                .executor(Over.EXECUTOR)
                .recvTimeout(Over.HANG)
                .sendTimeout(Over.HANG)
                .reconnect(Duration.ofMillis(10), Duration.ofMillis(20));
    }

    private static Sub0 sub(String url, String... topics) {
        return Sub0.builder().topics(topics).recvTimeout(Over.HANG).dial(url).open();
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md 1.10 #2")
    void takesOnePeerInAPair1ThatIsNotPolyamorous(Over over) throws Exception {
        Events events = new Events();
        try (LogCapture log = new LogCapture();
                Pair1 a = pair1().onEvent(SocketEvent.PipeRejected.class, events)
                        .listen(over.url())
                        .open();
                Pair1 first = pair1().dial(a.url(), DialMode.BLOCKING).open()) {
            a.awaitPipes(1, Over.HANG);
            try (Pair1 second = pair1().open()) {
                second.dial(a.url(), DialMode.BACKGROUND);
                assertThat(events.next(SocketEvent.PipeRejected.class).reason()).isSameAs(CloseReason.BUSY);
            }
            first.send("the only one");
            assertThat(a.recv().text()).isEqualTo("the only one");
            assertThat(a.pipes()).hasSize(1);
            assertThat(log.faults()).isEmpty();
        }
    }

    /** pynng's sockets have both methods and throw NotSupported; ours have only the one that works. */
    @Test
    @Spec({"api.md 1.10 #6", "api.md D2"})
    void neitherReceivesWithAPublisherNorSendsWithASubscriber() {
        assertThat(Receiver.class.isAssignableFrom(Pub0.class)).isFalse();
        assertThat(Sender.class.isAssignableFrom(Sub0.class)).isFalse();
        assertThat(Pub0.class.getMethods()).noneMatch(method -> method.getName().contains("ecv"));
        assertThat(Sub0.class.getMethods()).noneMatch(method -> method.getName().startsWith("send"));
    }

    @Test
    @Spec({"api.md 1.10 #10", "api.md D2"})
    void neitherReceivesWithAPusherNorSendsWithAPuller() {
        assertThat(Receiver.class.isAssignableFrom(Push0.class)).isFalse();
        assertThat(Sender.class.isAssignableFrom(Pull0.class)).isFalse();
        assertThat(Push0.class.getMethods())
                .noneMatch(method -> method.getName().contains("ecv"));
        assertThat(Pull0.class.getMethods())
                .noneMatch(method -> method.getName().startsWith("send"));
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md 1.10 #7")
    void matchesWhatBeginsWithATopic(Over over) {
        try (Pub0 pub = Pub0.listening(over.url());
                Sub0 hel = sub(pub.url(), "hel");
                Sub0 everything = sub(pub.url(), "");
                Sub0 nothing = sub(pub.url())) {
            pub.awaitPipes(3, Over.HANG);
            List<String> all = List.of("he", "hel", "help him", "hexagon", "hello", "Hello", "");
            all.forEach(pub::send);
            pub.send("hel: the end");
            assertThat(Stream.generate(() -> hel.recv().text()).limit(4))
                    .containsExactly("hel", "help him", "hello", "hel: the end");
            assertThat(Stream.generate(() -> everything.recv().text()).limit(all.size()))
                    .containsExactlyElementsOf(all);
            Events.eventually(() -> nothing.stats().rxMessages() == all.size() + 1);
            assertThat(nothing.tryRecv()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md 1.10 #9")
    void pushesEachMessageToOnePullerInTurn(Over over) {
        try (Push0 push = Push0.builder()
                        .listen(over.url())
                        .sendTimeout(Over.HANG)
                        .open();
                Pull0 one =
                        Pull0.builder().dial(push.url()).recvTimeout(Over.HANG).open();
                Pull0 other =
                        Pull0.builder().dial(push.url()).recvTimeout(Over.HANG).open()) {
            push.awaitPipes(2, Over.HANG);
            push.send("hi some node");
            push.send("hi some other node");
            assertThat(List.of(one.recv().text(), other.recv().text()))
                    .containsExactlyInAnyOrder("hi some node", "hi some other node");
            assertThatThrownBy(() -> one.recv(SHORT)).isInstanceOf(SpException.Timeout.class);
            assertThatThrownBy(() -> other.recv(Duration.ZERO)).isInstanceOf(SpException.Timeout.class);
        }
    }

    @Test
    @Spec("api.md 1.10 #16")
    void neverWaitsWithAPublisher() {
        try (Pub0 pub = Pub0.builder().listen(Over.TCP.url()).sendBuffer(1).open();
                Sub0 slow =
                        Sub0.builder().recvBuffer(1).topics("").dial(pub.url()).open()) {
            pub.awaitPipes(1, Over.HANG);
            for (int i = 0; i < 1_000; i++) {
                pub.send("x", Duration.ZERO);
                assertThat(pub.trySend("y")).isTrue();
            }
            assertThatThrownBy(() -> pub.set(Options.SEND_TIMEOUT, SHORT)).isInstanceOf(SpException.NotSupported.class);
            assertThat(slow.recv(Over.HANG).length()).isEqualTo(1);
        }
    }

    @Test
    @Spec("api.md 1.10 #19")
    void refusesAPortBelowZeroAndASecondListenAtOneAddress() {
        try (Pair0 first = Pair0.listening(Over.TCP.url());
                Pair0 second = Pair0.open()) {
            assertThatThrownBy(() -> second.listen("tcp://127.0.0.1:-1"))
                    .isInstanceOf(SpException.AddressInvalid.class)
                    .hasMessageContaining("port");
            assertThatThrownBy(() -> second.dial("tcp://127.0.0.1:-1")).isInstanceOf(SpException.AddressInvalid.class);
            assertThatThrownBy(() -> second.listen(first.url()))
                    .isInstanceOf(SpException.AddressInUse.class)
                    .hasMessageContaining(first.url());
            assertThat(second.listeners()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md 1.10 #20")
    void listsItsDialersAndListenersWhichKnowIt(Over over) {
        try (Req0 req = Req0.open();
                Pair0 pair = Pair0.open()) {
            Listener here = req.listen(over.url());
            Listener there = req.listen(Over.INPROC.url());
            assertThat(req.listeners()).containsExactly(here, there).allMatch(listener -> listener.socket() == req);
            Listener one = pair.listen(over.url());
            Dialer dialer = pair.dial(one.url(), DialMode.BACKGROUND);
            assertThat(pair.dialers()).containsExactly(dialer);
            assertThat(dialer.socket()).isSameAs(pair);
            assertThatThrownBy(() -> pair.dialers().clear()).isInstanceOf(UnsupportedOperationException.class);
            dialer.close();
            here.close();
            assertThat(pair.dialers()).isEmpty();
            assertThat(req.listeners()).containsExactly(there);
        }
    }
}
