package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long calls wait. */
@ExtendWith(LeakGate.class)
class TimeoutsTest {
    private static final Duration SHORT = Duration.ofMillis(60);
    private static final Duration LONGER_THAN_FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final Duration NEGATIVE = Duration.ofNanos(-1);

    private static Duration timed(ThrowingCallable call) {
        long start = System.nanoTime();
        assertThatThrownBy(call).isInstanceOf(SpException.Timeout.class);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    @Spec({"spec.md 10 #7", "api.md D9", "api.md 1.10 #16"})
    void waitsAsLongAsTheOptionSays() {
        try (Pair0 pair = Pair0.builder().recvTimeout(SHORT).sendTimeout(SHORT).open()) {
            assertThat(timed(pair::recv)).isBetween(SHORT, Over.HANG);
            assertThat(timed(() -> pair.send("nobody"))).isBetween(SHORT, Over.HANG);
        }
    }

    @Test
    @Spec({"spec.md 10 #7", "api.md D9"})
    void waitsAsLongAsTheCallSays() {
        try (Pair0 pair = Pair0.open()) {
            assertThat(timed(() -> pair.recv(SHORT))).isBetween(SHORT, Over.HANG);
            assertThat(timed(() -> pair.send("nobody", SHORT))).isBetween(SHORT, Over.HANG);
            assertThat(timed(() -> join(pair.recvAsync(SHORT)))).isBetween(SHORT, Over.HANG);
            assertThat(timed(() -> join(pair.sendAsync("nobody", SHORT)))).isBetween(SHORT, Over.HANG);
        }
    }

    private static void join(CompletableFuture<?> future) throws Throwable {
        try {
            future.orTimeout(Over.HANG.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw e.getCause();
        }
    }

    @Test
    @Spec({"spec.md 10 #7", "api.md D9"})
    void failsAtOnceWithATimeoutOfZero() {
        try (Pair0 pair = Pair0.builder()
                .recvTimeout(Duration.ZERO)
                .sendTimeout(Duration.ZERO)
                .open()) {
            assertThatThrownBy(pair::recv).isInstanceOf(SpException.Timeout.class);
            assertThatThrownBy(() -> pair.send("nobody")).isInstanceOf(SpException.Timeout.class);
            assertThat(pair.recvAsync()).isCompletedExceptionally();
            assertThat(pair.sendAsync("nobody", Duration.ZERO)).isCompletedExceptionally();
        }
    }

    @Test
    @Spec("api.md D9")
    void takesWhatIsThereWithATimeoutOfZero() {
        String url = Over.INPROC.url();
        try (Pair0 a = Pair0.listening(url);
                Pair0 b = Pair0.dialing(url)) {
            b.send("there", Duration.ZERO);
            assertThat(a.recv(Duration.ZERO).text()).isEqualTo("there");
        }
    }

    @Test
    @Spec({"spec.md 10 #8", "api.md D3", "api.md 1.10 #15"})
    void answersWithAValueInsteadOfWaiting() {
        try (Pair0 pair = Pair0.open();
                Req0 req = Req0.open();
                Rep0 rep = Rep0.open()) {
            assertThat(pair.trySend("nobody")).isFalse();
            assertThat(pair.trySend(new byte[] {1})).isFalse();
            assertThat(pair.tryRecv()).isEmpty();
            assertThat(req.trySend("nobody")).isFalse();
            assertThat(rep.tryRecv()).isEmpty();
            assertThatThrownBy(req::tryRecv).isInstanceOf(SpException.BadState.class);
            assertThatThrownBy(() -> rep.trySend("unasked")).isInstanceOf(SpException.BadState.class);
        }
    }

    @Test
    @Spec("api.md D9")
    void takesLongerTimesForForever() throws Exception {
        String url = Over.INPROC.url();
        try (Pair0 a = Pair0.builder()
                        .recvTimeout(LONGER_THAN_FOREVER)
                        .listen(url)
                        .open();
                Pair0 b = Pair0.open()) {
            assertThat(a.get(Options.RECV_TIMEOUT)).isEqualTo(Options.FOREVER);
            CompletableFuture<Message> first = CompletableFuture.supplyAsync(() -> a.recv(LONGER_THAN_FOREVER));
            CompletableFuture<Message> second = CompletableFuture.supplyAsync(a::recv);
            CompletableFuture<Message> third = a.recvAsync(Options.FOREVER);
            b.dial(url);
            for (int i = 0; i < 3; i++) {
                b.send("m", LONGER_THAN_FOREVER);
            }
            CompletableFuture.allOf(first, second, third).get(Over.HANG.toSeconds(), TimeUnit.SECONDS);
            assertThat(a.close(LONGER_THAN_FOREVER).isComplete()).isTrue();
        }
    }

    @Test
    @Spec("api.md D9")
    void refusesNegativeTimes() {
        try (Req0 req = Req0.open();
                Pair0 pair = Pair0.open()) {
            assertThatThrownBy(() -> pair.recv(NEGATIVE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("negative");
            assertThatThrownBy(() -> pair.send("x", NEGATIVE)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pair.recvAsync(NEGATIVE)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pair.sendAsync("x", NEGATIVE)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> req.request("x", NEGATIVE)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> req.requestAsync("x", NEGATIVE)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pair.awaitPipes(1, NEGATIVE)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pair.close(NEGATIVE)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pair.closeAsync(NEGATIVE)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pair.set(Options.RECV_TIMEOUT, NEGATIVE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("recv-timeout");
            assertThatThrownBy(() -> Pair0.builder().recvTimeout(NEGATIVE))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(pair.isClosed()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md D9")
    void heedsAnInterruptOnlyWhereItWouldHaveToWait(Over over) {
        try (Pair0 a = Pair0.listening(over.url());
                Pair0 b = Pair0.dialing(a.url())) {
            b.send("first");
            a.recv(Over.HANG);
            b.send("second");
            Events.eventually(() -> a.stats().rxMessages() == 2);
            Thread.currentThread().interrupt();
            assertThat(a.recv(Over.HANG).text()).isEqualTo("second");
            assertThatThrownBy(() -> a.recv(Over.HANG))
                    .isInstanceOf(SpException.Interrupted.class)
                    .satisfies(e -> assertThat(((SpException) e).code()).isSameAs(ErrorCode.INTERRUPTED));
            assertThatThrownBy(() -> b.awaitPipes(2, Over.HANG)).isInstanceOf(SpException.Interrupted.class);
            assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
            b.send("third");
            assertThat(a.recv(Over.HANG).text()).as("nothing is lost").isEqualTo("third");
        }
    }

    @Test
    @Spec("api.md D9")
    void isInterruptedWhileItWaits() throws Exception {
        try (Pair0 pair = Pair0.open()) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread waiting = new Thread(() -> {
                try {
                    pair.recv();
                } catch (SpException e) {
                    outcome.complete(e);
                }
            });
            waiting.start();
            Events.eventually(() -> waiting.getState() == Thread.State.WAITING);
            waiting.interrupt();
            assertThat(outcome.get(Over.HANG.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(SpException.Interrupted.class);
            waiting.join();
        }
    }

    @Test
    void namesSocketTimeAndPeersInTheMessage() {
        try (Pair0 pair = Pair0.builder().name("thermometer").open()) {
            assertThatThrownBy(() -> pair.recv(SHORT))
                    .hasMessageContaining("thermometer")
                    .hasMessageContaining("recv")
                    .hasMessageContaining("PT0.06S")
                    .hasMessageContaining("no peer is connected");
            assertThatThrownBy(() -> pair.send("x", Duration.ZERO))
                    .hasMessageContaining("thermometer")
                    .hasMessageContaining("send");
        }
    }
}
