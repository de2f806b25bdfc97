package io.sp4j.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import io.sp4j.testkit.hostile.Listening;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Virtual threads use sockets as others do, where the JDK has them. */
@ExtendWith(LeakGate.class)
class VirtualThreadsTest {
    private static final Duration HANG = Duration.ofSeconds(20);
    private static final int THREADS = 1_000;

    @Test
    @Spec({"api.md D19", "reliability.md 4b #14"})
    void answersAThousandVirtualThreadsOfOneSocket() throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "this JDK has no virtual threads");
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();
        CountDownLatch over = new CountDownLatch(THREADS);
        try (Rep0 server = Listening.echo(Rep0.builder().listen("tcp://127.0.0.1:0"));
                Req0 client = Req0.builder()
                        .executor(Listening.EXECUTOR)
                        .dial(server.url())
                        .open()) {
            for (int i = 0; i < THREADS; i++) {
                String name = "thread " + i;
                Runnable asker = () -> {
                    try {
                        for (int n = 0; n < 5; n++) {
                            assertThat(client.request(name + n, HANG).text()).isEqualTo(name + n);
                        }
                    } catch (Throwable e) {
                        surprises.add(e);
                    } finally {
                        over.countDown();
                    }
                };
                start.invoke(null, asker);
            }
            assertThat(over.await(HANG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(surprises).isEmpty();
            assertThat(server.stats().closes()).isEmpty();
        }
    }
}
