package io.sp4j.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.spi.Environment;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The real environment gives back what it lends. */
class JvmEnvironmentTest {
    private static final int RACES = 3_000;
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    @Test
    void keepsNoLoopThatIsAskedForWhileItCloses() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        Environment.Session[] session = new Environment.Session[1];
        Thread closing = new Thread(() -> {
            for (int i = 0; i < RACES; i++) {
                await(barrier);
                session[0].close();
                await(barrier);
            }
        });
        closing.start();
        for (int i = 0; i < RACES; i++) {
            session[0] = new JvmEnvironment().open();
            await(barrier);
            session[0].clock().schedule(session[0].clock().nanos(), () -> {});
            await(barrier);
        }
        closing.join();
        long start = System.nanoTime();
        while (loopThreads() > 0 && System.nanoTime() - start < PATIENCE_NANOS) {
            LockSupport.parkNanos(1_000_000L);
        }
        assertThat(loopThreads()).isZero();
    }

    private static long loopThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sp4j-io-"))
                .count();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
