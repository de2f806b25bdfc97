package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.DialMode;
import io.sp4j.Dialer;
import io.sp4j.ErrorCode;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Pipe;
import io.sp4j.Rep0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The three ways to dial, and what becomes of dialers. */
@ExtendWith(LeakGate.class)
@Spec("api.md D7")
class DialTest {

    private static Pair0.Builder quick() {
        return Over.pair().reconnect(Duration.ofMillis(10), Duration.ofMillis(20));
    }

    private static String unused(Over over) {
        try (Pair0 a = Over.pair().listen(over.url()).open()) {
            return a.url();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #106", "api.md 1.10 #14"})
    void leavesNothingBehindWhenABlockingDialFails(Over over) throws Exception {
        Events events = new Events();
        String url = unused(over);
        try (LogCapture log = new LogCapture();
                Pair0 pair = quick().onEvent(SocketEvent.class, events).open()) {
            assertThatThrownBy(() -> pair.dial(url, DialMode.BLOCKING))
                    .isInstanceOfSatisfying(
                            SpException.ConnectionRefused.class,
                            e -> assertThat(e.code()).isSameAs(ErrorCode.CONNECTION_REFUSED))
                    .hasMessageContaining(url);
            assertThat(pair.dialers()).isEmpty();
            assertThat(events.next(SocketEvent.DialFailed.class).error())
                    .isInstanceOf(SpException.ConnectionRefused.class);
            try (Pair0 late = quick().listen(url).open()) {
                assertThatThrownBy(() -> late.awaitPipes(1, Duration.ofMillis(100)))
                        .isInstanceOf(SpException.Timeout.class);
            }
            assertThat(events.isEmpty()).isTrue();
            assertThat(pair.stats().dialFailures()).isEqualTo(1);
            assertThat(log.warnings("SP-DIAL-RETRY")).isEmpty();
            assertThatThrownBy(() -> Over.pair().dial(url, DialMode.BLOCKING).open())
                    .isInstanceOf(SpException.ConnectionRefused.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #107", "api.md 1.10 #14"})
    void triesThenGoesOnInTheBackgroundAndWarnsOnce(Over over) throws Exception {
        Events events = new Events();
        String url = unused(over);
        try (LogCapture log = new LogCapture();
                Pair0 pair = quick().name("caller")
                        .onEvent(SocketEvent.DialFailed.class, events)
                        .open()) {
            Dialer dialer = pair.dial(url);
            assertThat(pair.dialers()).containsExactly(dialer);
            assertThat(dialer.lastError()).containsInstanceOf(SpException.ConnectionRefused.class);
            for (int i = 0; i < 5; i++) {
                assertThat(events.next(SocketEvent.DialFailed.class).dialer()).isSameAs(dialer);
            }
            assertThat(log.warnings("SP-DIAL-RETRY")).hasSize(1);
            assertThat(log.warnings("SP-DIAL-RETRY").get(0))
                    .contains("caller")
                    .contains(url)
                    .doesNotContain("\n");
            try (Pair0 late = quick().listen(url).open()) {
                Pipe up = dialer.awaitConnected(Over.HANG);
                assertThat(dialer.state()).isSameAs(Dialer.State.UP);
                assertThat(dialer.pipe()).containsSame(up);
                assertThat(dialer.lastError()).isEmpty();
                late.awaitPipes(1, Over.HANG);
            }
            Events.eventually(() -> log.warnings("SP-DIAL-RETRY").size() == 2);
            long failures = pair.stats().dialFailures();
            Events.eventually(() -> pair.stats().dialFailures() > failures + 2);
            assertThat(log.warnings("SP-DIAL-RETRY")).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md 1.10 #14")
    void returnsAtOnceInTheBackground(Over over) throws Exception {
        String url = unused(over);
        try (LogCapture log = new LogCapture();
                Pair0 pair = quick().open()) {
            Dialer dialer = pair.dial(url, how -> how.mode(DialMode.BACKGROUND));
            assertThat(dialer.pipe()).isEmpty();
            assertThat(dialer.url()).isEqualTo(url);
            assertThat(dialer.socket()).isSameAs(pair);
            assertThatThrownBy(() -> dialer.awaitConnected(Duration.ofMillis(60)))
                    .isInstanceOf(SpException.Timeout.class)
                    .hasMessageContaining(url)
                    .hasMessageContaining("last error: dial")
                    .hasCauseInstanceOf(SpException.ConnectionRefused.class);
            assertThatThrownBy(() -> pair.awaitPipes(1, Duration.ofMillis(20)))
                    .isInstanceOf(SpException.Timeout.class)
                    .hasMessageContaining("last error: dial")
                    .hasMessageContaining("there are 0");
            assertThat(log.warnings("SP-DIAL-RETRY")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void completesAFutureWhenTheFirstPipeIsUp(Over over) throws Exception {
        String url = unused(over);
        try (LogCapture log = new LogCapture();
                Pair0 pair = quick().open()) {
            CompletableFuture<Dialer> up = pair.dialAsync(url);
            CompletableFuture<Dialer> givenUp = pair.dialAsync(unused(over));
            assertThat(up).isNotDone();
            assertThat(pair.dialers()).hasSize(2);
            assertThat(givenUp.cancel(true)).isTrue();
            assertThat(pair.dialers()).hasSize(1);
            try (Pair0 late = quick().listen(url).open()) {
                assertThat(up.get(Over.HANG.toSeconds(), TimeUnit.SECONDS).state())
                        .isSameAs(Dialer.State.UP);
                late.awaitPipes(1, Over.HANG);
            }
            assertThatThrownBy(() -> pair.dialAsync("tcp:/")).isInstanceOf(SpException.AddressInvalid.class);
            assertThat(log.warnings("SP-DIAL-RETRY").size()).isBetween(1, 3);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"api.md D8", "spec.md 10 #4"})
    void namesBothProtocolsAndKeepsTryingUnlessItBlocks(Over over) {
        try (LogCapture log = new LogCapture();
                Rep0 rep = Over.rep().listen(over.url()).open();
                Pair0 pair = quick().open()) {
            assertThatThrownBy(() -> pair.dial(rep.url(), DialMode.BLOCKING))
                    .isInstanceOf(SpException.ProtocolError.class)
                    .hasMessageContaining("pair0 (0x0010)")
                    .hasMessageContaining("rep0 (0x0031)");
            Dialer dialer = pair.dial(rep.url());
            assertThat(dialer.lastError()).containsInstanceOf(SpException.ProtocolError.class);
            Events.eventually(() -> pair.stats().dialFailures() > 3);
            assertThat(log.warnings("SP-DIAL-RETRY")).hasSize(1);
            assertThat(log.warnings("SP-PEER-MISMATCH")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:99999, ADDRESS_INVALID, port",
        "tcp://127.0.0.1:http2x, ADDRESS_INVALID, port",
        "nothing, ADDRESS_INVALID, scheme",
        "tcp://[::1:80, ADDRESS_INVALID, ]",
        "gopher://x:1, NOT_SUPPORTED, gopher",
        "ws://127.0.0.1:1/x, NOT_SUPPORTED, sp4j-netty",
        "tls+tcp://127.0.0.1:1, NOT_SUPPORTED, sp4j-netty",
        "abstract://name, NOT_SUPPORTED, abstract",
        "'', ADDRESS_INVALID, scheme",
    })
    @Spec({"api.md D24", "api.md D20"})
    void throwsWhatCannotHealInEveryMode(String url, ErrorCode code, String named) {
        try (Pair0 pair = Pair0.open()) {
            for (DialMode mode : DialMode.values()) {
                assertThatThrownBy(() -> pair.dial(url, mode))
                        .isInstanceOfSatisfying(
                                SpException.class, e -> assertThat(e.code()).isSameAs(code))
                        .hasMessageContaining(named);
            }
            assertThatThrownBy(() -> pair.dialAsync(url)).isInstanceOf(SpException.class);
            assertThatThrownBy(() -> pair.listen(url))
                    .isInstanceOfSatisfying(
                            SpException.class, e -> assertThat(e.code()).isSameAs(code));
            assertThatThrownBy(() -> Pair0.builder().listen(url).open()).isInstanceOf(SpException.class);
            assertThatThrownBy(() -> Pair0.builder().dial(url).open()).isInstanceOf(SpException.class);
            assertThat(pair.dialers()).isEmpty();
            assertThat(pair.listeners()).isEmpty();
        }
    }

    @Test
    void endsAnAttemptThatIsNotAnsweredAfterTheDialTimeout() throws Exception {
        try (ServerSocket mute = WirePeer.server();
                Pair0 pair = quick().open()) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> pair.dial(
                            WirePeer.url(mute),
                            how -> how.mode(DialMode.BLOCKING).dialTimeout(Duration.ofMillis(80))))
                    .isInstanceOf(SpException.Timeout.class)
                    .hasMessageContaining(WirePeer.url(mute));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(80), Duration.ofSeconds(5));
        }
    }

    @Test
    void mayTakeForEverToDial() {
        try (Pair0 a = Over.pair().listen("tcp://127.0.0.1:0").open();
                Pair0 b = quick().dialTimeout(Options.FOREVER).open()) {
            assertThat(b.dial(a.url(), DialMode.BLOCKING).state()).isSameAs(Dialer.State.UP);
        }
    }

    @Test
    void isInterruptedWhileItTriesAndLeavesNothing() throws Exception {
        try (ServerSocket mute = WirePeer.server();
                Pair0 pair = quick().open()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> pair.dial(WirePeer.url(mute))).isInstanceOf(SpException.Interrupted.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(pair.dialers()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #109")
    void dialsAgainWhenItsPipeIsClosed(Over over) throws Exception {
        Events events = new Events();
        try (Pair0 a = Over.pair().listen(over.url()).open();
                Pair0 b =
                        quick().onEvent(SocketEvent.PipeAttached.class, events).open()) {
            Dialer dialer = b.dial(a.url(), DialMode.BLOCKING);
            Pipe first = events.next(SocketEvent.PipeAttached.class).pipe();
            first.close();
            first.close();
            Pipe second = events.next(SocketEvent.PipeAttached.class).pipe();
            assertThat(second.id()).isNotEqualTo(first.id()).isPositive();
            assertThat(second.dialer()).containsSame(dialer);
            assertThat(first.isOpen()).isFalse();
            assertThat(first.remote()).isEqualTo(second.remote());
        }
    }

    /** The port is free again, so that nobody listens; a dial from that very port would meet itself. */
    @Test
    @Spec("api.md D25")
    void isNotConnectedToItself() {
        String url = unused(Over.TCP);
        try (Pair0 pair = Over.pair().open()) {
            for (int i = 0; i < 50; i++) {
                assertThatThrownBy(() -> pair.dial(url, DialMode.BLOCKING))
                        .isInstanceOf(SpException.ConnectionRefused.class);
            }
        }
    }
}
