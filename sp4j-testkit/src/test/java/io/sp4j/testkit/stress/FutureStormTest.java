package io.sp4j.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.Message;
import io.sp4j.Pair0;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import io.sp4j.testkit.hostile.Await;
import io.sp4j.testkit.hostile.Listening;
import java.time.Duration;
import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Futures of receives are cancelled, timed out and completed by others at any moment; each message is received once. */
@ExtendWith(LeakGate.class)
class FutureStormTest {
    private static final Duration HANG = Duration.ofSeconds(20);
    /** Few, so that many futures find nothing to receive yet, however fast the sender is. */
    private static final int IN_FLIGHT = 8;

    private static final Message FOREIGN = Message.of("completed from outside");

    @ParameterizedTest
    @ValueSource(strings = {"inproc://futures", "tcp://127.0.0.1:0"})
    @Spec("api.md D16")
    void receivesEveryMessageOnceHoweverFuturesEnd(String url) throws Exception {
        int messages = 20_000;
        long seed = System.nanoTime();
        Random random = new Random(seed);
        BitSet got = new BitSet();
        int[] ended = new int[5];
        Semaphore wanted = new Semaphore(IN_FLIGHT);
        try (Pair0 a = Pair0.builder().executor(Listening.EXECUTOR).listen(url).open();
                Pair0 b = Pair0.builder()
                        .executor(Listening.EXECUTOR)
                        .dial(a.url())
                        .open()) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < messages; i++) {
                            wanted.acquireUninterruptibly();
                            b.send(Integer.toString(i), HANG);
                        }
                    },
                    Listening.EXECUTOR);
            while (got.cardinality() < messages) {
                CompletableFuture<Message> future;
                int kind = random.nextInt(5);
                switch (kind) {
                    case 0 -> {
                        future = a.recvAsync();
                        yieldSometimes(random);
                        future.cancel(random.nextBoolean());
                    }
                    case 1 -> future = a.recvAsync().orTimeout(random.nextInt(100), TimeUnit.MICROSECONDS);
                    case 2 -> {
                        future = a.recvAsync();
                        yieldSometimes(random);
                        boolean replaced = future.complete(FOREIGN);
                        assertThat(future.get(HANG.toSeconds(), TimeUnit.SECONDS) == FOREIGN)
                                .as("seed %d: complete() says what it did", seed)
                                .isEqualTo(replaced);
                    }
                    case 3 -> future = a.recvAsync(Duration.ofNanos(random.nextInt(100_000)));
                    default -> {
                        future = a.recvAsync();
                        yieldSometimes(random);
                        future.completeExceptionally(new IllegalStateException("from outside"));
                    }
                }
                Message m = outcome(future);
                if (m == null || m == FOREIGN) {
                    ended[kind]++;
                } else {
                    int number = Integer.parseInt(m.text());
                    assertThat(got.get(number))
                            .as("seed %d: %d again", seed, number)
                            .isFalse();
                    got.set(number);
                    if (got.cardinality() % IN_FLIGHT == 0) {
                        wanted.release(IN_FLIGHT);
                    }
                }
            }
            sending.get(HANG.toSeconds(), TimeUnit.SECONDS);
            assertThat(a.tryRecv()).isEmpty();
            assertThat(a.stats().rxMessages()).isEqualTo(messages);
            assertThat(ended)
                    .as("seed %d: each way to end came first sometimes", seed)
                    .doesNotContain(0);
        }
    }

    private static void yieldSometimes(Random random) {
        for (int i = random.nextInt(200); i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    private static Message outcome(CompletableFuture<Message> future) throws Exception {
        try {
            return future.handle((m, failure) -> {
                        if (failure == null
                                || failure instanceof CancellationException
                                || failure instanceof TimeoutException
                                || failure instanceof IllegalStateException
                                || failure instanceof SpException.Timeout) {
                            return m;
                        }
                        throw new CompletionException(failure);
                    })
                    .get(HANG.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("a future does not end: " + future, e);
        }
    }

    @Test
    @Spec("api.md D16")
    void goesOnReceivingWhenAStageIsCancelled() throws Exception {
        try (Pair0 a = Pair0.builder()
                        .executor(Listening.EXECUTOR)
                        .listen("inproc://stages")
                        .open();
                Pair0 b = Pair0.builder()
                        .executor(Listening.EXECUTOR)
                        .dial(a.url())
                        .open()) {
            CompletableFuture<Message> receive = a.recvAsync();
            CompletableFuture<String> stage = receive.thenApply(Message::text);
            assertThat(stage.cancel(true)).isTrue();
            assertThat(receive.copy().complete(FOREIGN)).isTrue();
            assertThat(receive).isNotDone();
            b.send("for the receive");
            assertThat(receive.get(HANG.toSeconds(), TimeUnit.SECONDS).text()).isEqualTo("for the receive");
            assertThatThrownBy(stage::join).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    @Spec("api.md D16")
    void takesBackASendThatIsCancelledAndNoOther() throws Exception {
        try (Pair0 a = Pair0.builder().executor(Listening.EXECUTOR).open();
                Pair0 b = Pair0.builder().executor(Listening.EXECUTOR).open()) {
            CompletableFuture<Void> first = b.sendAsync("first");
            CompletableFuture<Void> second = b.sendAsync("second");
            CompletableFuture<Void> third = b.sendAsync("third");
            assertThat(second.cancel(false)).isTrue();
            b.dial(a.listen("inproc://taken-back").url());
            assertThat(a.recv(HANG).text()).isEqualTo("first");
            assertThat(a.recv(HANG).text()).isEqualTo("third");
            first.get(HANG.toSeconds(), TimeUnit.SECONDS);
            third.get(HANG.toSeconds(), TimeUnit.SECONDS);
            assertThat(third.cancel(false)).isFalse();
            assertThat(a.tryRecv()).isEmpty();
        }
    }

    @Test
    @Spec({"api.md D16", "spec.md 10 #10"})
    void endsEveryFutureAtClose() {
        AtomicInteger closed = new AtomicInteger();
        int count = 1_000;
        try (Pair0 a = Pair0.builder().executor(Listening.EXECUTOR).open()) {
            for (int i = 0; i < count; i++) {
                CompletableFuture<?> future = i % 2 == 0 ? a.recvAsync() : a.sendAsync("never");
                future.whenComplete((value, failure) -> {
                    if (failure instanceof SpException.Closed) {
                        closed.incrementAndGet();
                    }
                });
            }
            a.close(Duration.ZERO);
            Await.until(() -> closed.get() == count, closed::get);
        }
    }
}
