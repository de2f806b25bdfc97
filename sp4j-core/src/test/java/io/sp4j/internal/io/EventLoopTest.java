package io.sp4j.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.spi.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loops: tasks, timers, faults, and their end. */
@Timeout(20)
class EventLoopTest {
    private static final Logger LOG = Logger.getLogger("io.sp4j.io");
    private static final long MILLI = 1_000_000;

    private final LoopGroup group = LoopGroup.lease();
    private final EventLoop loop = group.loop(0);

    @BeforeAll
    static void doesNotPrintFaults() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void printsFaultsAgain() {
        LOG.setLevel(null);
    }

    @AfterEach
    void leavesNoThread() throws Exception {
        Thread thread = thread();
        group.release();
        thread.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(thread.isAlive()).isFalse();
        LoopGroup next = LoopGroup.lease();
        assertThat(next).isNotSameAs(group);
        next.release();
    }

    private Thread thread() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        loop.post(() -> thread.complete(Thread.currentThread()));
        return thread.get(10, TimeUnit.SECONDS);
    }

    @Test
    void runsTasksInOrderOnADaemonWithAName() throws Exception {
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int n = i;
            loop.post(() -> ran.add(n));
        }
        Thread thread = thread();
        assertThat(ran).hasSize(1_000).isSorted();
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).startsWith("sp4j-io-");
        assertThat(loop.isCurrent()).isFalse();
        assertThat(EventLoop.onLoop()).isFalse();
    }

    @Test
    void wakesForEachTaskHoweverOftenItFellAsleep() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            loop.post(ran::countDown);
            assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void runsAtOnceWhatIsRunOnTheLoop() throws Exception {
        CompletableFuture<List<String>> order = new CompletableFuture<>();
        loop.post(() -> {
            List<String> seen = new ArrayList<>();
            loop.run(() -> seen.add("inner"));
            seen.add("outer");
            order.complete(seen);
        });
        assertThat(order.get(10, TimeUnit.SECONDS)).containsExactly("inner", "outer");
    }

    @Test
    void runsTimersInTheirOrderAndNotBeforeTheirTime() throws Exception {
        long start = SystemClock.now();
        List<Integer> ran = new ArrayList<>();
        CompletableFuture<Long> last = new CompletableFuture<>();
        loop.schedule(start + 30 * MILLI, () -> last.complete(SystemClock.now()));
        loop.schedule(start + 20 * MILLI, () -> ran.add(3));
        loop.schedule(start + 10 * MILLI, () -> ran.add(1));
        loop.schedule(start + 10 * MILLI, () -> ran.add(2));
        loop.schedule(start - 10 * MILLI, () -> ran.add(0));
        assertThat(last.get(10, TimeUnit.SECONDS) - start).isGreaterThanOrEqualTo(30 * MILLI);
        assertThat(ran).containsExactly(0, 1, 2, 3);
    }

    @Test
    void forgetsACancelledTimer() throws Exception {
        List<Integer> ran = new ArrayList<>();
        long now = SystemClock.now();
        Clock.Alarm cancelled = loop.schedule(now + 20 * MILLI, () -> ran.add(1));
        CountDownLatch later = new CountDownLatch(1);
        loop.schedule(now + 40 * MILLI, later::countDown);
        cancelled.cancel();
        cancelled.cancel();
        assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).isEmpty();
    }

    /** For ever, counted from now, and a time that has passed are farther apart than a long can say. */
    @Test
    void isNotHeldUpByATimerThatWaitsForEver() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        loop.post(() -> {
            long now = SystemClock.now();
            loop.schedule(now + Long.MAX_VALUE, () -> {});
            loop.schedule(now - 1_000 * MILLI, ran::countDown);
        });
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void survivesTasksAndTimersThatThrow() throws Exception {
        loop.post(() -> {
            throw new IllegalStateException("thrown by a test");
        });
        loop.post(() -> {
            throw new OutOfMemoryError("thrown by a test");
        });
        loop.schedule(SystemClock.now(), () -> {
            throw new AssertionError("thrown by a test");
        });
        CountDownLatch ran = new CountDownLatch(1);
        loop.schedule(SystemClock.now() + MILLI, ran::countDown);
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void survivesAConnectionThatThrowsWhenItIsTold() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        CountDownLatch told = new CountDownLatch(1);
        loop.post(() -> register(pipe, new Selectable() {
            @Override
            public void ready(int readyOps) {
                throw new IllegalStateException("thrown by a test");
            }

            @Override
            public void failed(Throwable failure) {
                closeBoth(pipe);
                told.countDown();
                throw new IllegalStateException("thrown by a test too", failure);
            }
        }));
        pipe.sink().write(ByteBuffer.allocate(1));
        assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(thread().isAlive()).isTrue();
    }

    private void register(Pipe pipe, Selectable target) {
        try {
            loop.register(pipe.source(), SelectionKey.OP_READ, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeBoth(Pipe pipe) {
        try {
            pipe.source().close();
            pipe.sink().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void livesAsLongAsAnyLease() throws Exception {
        LoopGroup second = LoopGroup.lease();
        assertThat(second).isSameAs(group);
        second.release();
        assertThat(thread().isAlive()).isTrue();
    }

    /** The check is in {@link #leavesNoThread}. */
    @Test
    void endsAtOnceAlthoughATimerWaits() {
        loop.schedule(SystemClock.now() + 3_600_000 * MILLI, () -> {});
    }
}
