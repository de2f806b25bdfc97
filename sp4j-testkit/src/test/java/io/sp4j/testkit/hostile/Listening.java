package io.sp4j.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.CloseReason;
import io.sp4j.Rep0;
import io.sp4j.SocketStats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Helps the tests of this package to an echoing server. */
public final class Listening {
    /** Callback threads that the leak gate need not wait for: those of the library stay for a second. */
    public static final Executor EXECUTOR = Executors.newCachedThreadPool(body -> {
        Thread thread = new Thread(body, "callback");
        thread.setDaemon(true);
        return thread;
    });

    private static final AtomicInteger NAMES = new AtomicInteger();

    private Listening() {}

    public static String url(String transport, Path directory) {
        return transport.equals("ipc")
                ? "ipc://" + directory.resolve("s" + NAMES.incrementAndGet())
                : "tcp://127.0.0.1:0";
    }

    /** A server that echoes; handlers run on the thread that the library gives them. */
    public static Rep0 echo(Rep0.Builder builder) {
        Rep0 server = builder.executor(EXECUTOR).linger(Duration.ZERO).open();
        server.serve(request -> request, 4);
        return server;
    }

    /** The counters of refused and ended connections, once they add up to {@code expected} in all. */
    static void assertCounted(Rep0 server, CloseReason reason, long expected) {
        Await.until(() -> sum(server.stats()) >= expected, server::stats);
        SocketStats stats = server.stats();
        long counted = stats.handshakeFailures().getOrDefault(reason, 0L)
                + stats.closes().getOrDefault(reason, 0L);
        assertThat(counted).as("counted as %s: %s", reason, stats).isEqualTo(expected);
        assertThat(sum(stats)).as("nothing else is counted: %s", stats).isEqualTo(expected);
        assertThat(stats.rejects()).as("rejects").isEmpty();
    }

    static long sum(SocketStats stats) {
        return sum(stats.handshakeFailures()) + sum(stats.closes());
    }

    static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
