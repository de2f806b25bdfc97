package io.sp4j.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Req0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import io.sp4j.testkit.hostile.Await;
import io.sp4j.testkit.hostile.Child;
import io.sp4j.testkit.hostile.EchoServer;
import io.sp4j.testkit.hostile.Listening;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server is killed again and again while clients ask. */
@ExtendWith(LeakGate.class)
class KillTest {
    private static final Duration HANG = Duration.ofSeconds(20);
    private static final int KILLS = 10;

    @TempDir
    Path directory;

    private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean stop;

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec({"reliability.md 4b #12", "reliability.md 4b #30", "reliability.md 5 row 45", "reliability.md 5 row 59"})
    void answersEveryRequestAlthoughTheServerIsKilled(String transport) throws Exception {
        Child server = Child.start(List.of(), EchoServer.class, Listening.url(transport, directory));
        try (Req0 client = Req0.builder()
                .executor(Listening.EXECUTOR)
                .reconnect(Duration.ofMillis(10), Duration.ofMillis(50))
                .open()) {
            String url = server.await("listening ");
            client.dial(url);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String name = "client " + i;
                threads.add(new Thread(() -> ask(client, name), name));
            }
            threads.forEach(Thread::start);
            for (int i = 0; i < KILLS; i++) {
                awaitAnswers(100);
                server.kill();
                server.close();
                server = Child.start(List.of(), EchoServer.class, url);
                assertThat(server.await("listening ")).isEqualTo(url);
            }
            awaitAnswers(100);
            stop = true;
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(surprises).isEmpty();
            assertThat(client.stats().rxMessages())
                    .as("replies received, late ones included: %s", client.stats())
                    .isGreaterThanOrEqualTo(answered.get());
            assertThat(client.stats().connects()).isGreaterThan(KILLS);
            server.end();
        } finally {
            stop = true;
            server.close();
        }
    }

    private void ask(Req0 client, String name) {
        try {
            for (int i = 0; !stop; i++) {
                String question = name + " asks " + i;
                assertThat(client.request(question, HANG).text()).isEqualTo(question);
                answered.incrementAndGet();
            }
        } catch (Throwable e) {
            surprises.add(e);
        }
    }

    private void awaitAnswers(int more) {
        long until = answered.get() + more;
        Await.until(() -> answered.get() >= until || !surprises.isEmpty(), () -> answered + " answers of " + until);
        assertThat(surprises).isEmpty();
    }
}
