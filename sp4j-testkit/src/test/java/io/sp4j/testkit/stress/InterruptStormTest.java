package io.sp4j.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DialMode;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import io.sp4j.testkit.hostile.Await;
import io.sp4j.testkit.hostile.Listening;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Threads are interrupted at any moment while they wait; nothing is closed by that, and no message is lost. */
@ExtendWith(LeakGate.class)
class InterruptStormTest {
    private static final Duration HANG = Duration.ofSeconds(20);
    private static final int INTERRUPTS = 2_000;

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicInteger interrupted = new AtomicInteger();
    private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();
    private volatile boolean stop;

    private interface Step {
        void run();
    }

    private Thread worker(String name, Step step) {
        return new Thread(
                () -> {
                    while (!stop) {
                        try {
                            step.run();
                        } catch (SpException.Interrupted e) {
                            if (!Thread.interrupted()) {
                                surprises.add(new AssertionError(name + ": the flag is not set", e));
                            }
                            interrupted.incrementAndGet();
                        } catch (SpException.Timeout e) {
                            // nothing to take, or no room
                        } catch (Throwable e) {
                            surprises.add(e);
                            return;
                        }
                    }
                },
                name);
    }

    @Test
    @Timeout(value = 100, unit = TimeUnit.SECONDS)
    @Spec({"reliability.md 5 row 52", "reliability.md 4b #14"})
    void losesNothingWhenThreadsAreInterrupted() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Pair0 a = Pair0.builder()
                        .executor(Listening.EXECUTOR)
                        .recvBuffer(1)
                        .listen("tcp://127.0.0.1:0")
                        .open();
                Pair0 b = Pair0.builder()
                        .executor(Listening.EXECUTOR)
                        .set(Options.SEND_BUFFER, 1)
                        .dial(a.url())
                        .open();
                Rep0 server = Listening.echo(Rep0.builder().listen("tcp://127.0.0.1:0"));
                Req0 client = Req0.builder()
                        .executor(Listening.EXECUTOR)
                        .dial(server.url())
                        .open();
                Deaf deaf = new Deaf()) {
            byte[] body = new byte[10_000];
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                threads.add(worker("send", () -> {
                    b.send(body, HANG);
                    sent.incrementAndGet();
                }));
                threads.add(worker("recv", () -> {
                    a.recv(HANG);
                    received.incrementAndGet();
                }));
                threads.add(worker(
                        "request",
                        () -> assertThat(client.request("ping", HANG).text()).isEqualTo("ping")));
            }
            threads.add(worker("dial", () -> client.dial(deaf.url(), DialMode.BLOCKING)));
            threads.add(worker("dial", () -> client.dial(deaf.url(), DialMode.TRY_THEN_BACKGROUND)));
            threads.add(worker("await", () -> a.awaitPipes(7, HANG)));
            threads.add(worker("await", () -> b.awaitPipes(7, HANG)));
            threads.forEach(Thread::start);
            for (int i = 0; i < INTERRUPTS; i++) {
                threads.get(random.nextInt(threads.size())).interrupt();
                LockSupport.parkNanos(random.nextInt(500_000));
            }
            stop = true;
            for (Thread thread : threads) {
                while (thread.isAlive()) {
                    thread.interrupt();
                    thread.join(10);
                }
            }
            String context = "seed " + seed;
            assertThat(surprises).as(context).isEmpty();
            assertThat(interrupted.get()).as(context).isGreaterThan(INTERRUPTS / 4);
            while (received.get() < sent.get()) {
                a.recv(HANG);
                received.incrementAndGet();
            }
            assertThat(a.tryRecv())
                    .as("%s: messages of sends that failed", context)
                    .isEmpty();
            assertThat(received.get()).as(context).isEqualTo(sent.get());
            assertThat(a.stats().closes()).as(context).isEmpty();
            assertThat(server.stats().closes()).as(context).isEmpty();
            assertThat(a.stats().drops()).as(context).isEmpty();
            assertThat(b.stats().drops()).as(context).isEmpty();
            b.send("still works");
            assertThat(a.recv(HANG).text()).isEqualTo("still works");
            assertThat(client.request("and this", HANG).text()).isEqualTo("and this");
            Await.until(() -> client.dialers().size() == 1, client::dialers);
        }
    }

    @Test
    @Spec("reliability.md 5 row 52")
    void worksOnWhileTheFlagIsSetAndCloses() {
        Pair0 a = Pair0.builder()
                .executor(Listening.EXECUTOR)
                .listen("tcp://127.0.0.1:0")
                .open();
        Pair0 b = Pair0.builder().executor(Listening.EXECUTOR).dial(a.url()).open();
        a.awaitPipes(1, HANG);
        Thread.currentThread().interrupt();
        try {
            for (int i = 0; i < 100; i++) {
                assertThat(b.trySend("without waiting")).isTrue();
            }
            a.listen("tcp://127.0.0.1:0");
            assertThat(a.isClosed()).isFalse();
            assertThat(b.pipes()).hasSize(1);
            b.close(Duration.ofSeconds(5));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        for (int i = 0; i < 100; i++) {
            assertThat(a.recv(HANG)).isEqualTo(Message.of("without waiting"));
        }
        Thread.currentThread().interrupt();
        a.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(a.isClosed()).isTrue();
    }

    /** A port that accepts and says nothing. */
    private static final class Deaf implements AutoCloseable {
        private final ServerSocket socket;

        Deaf() throws IOException {
            socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        }

        String url() {
            return "tcp://127.0.0.1:" + socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
