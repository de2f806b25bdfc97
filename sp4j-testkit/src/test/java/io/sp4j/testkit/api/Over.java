package io.sp4j.testkit.api;

import io.sp4j.Pair0;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The transports that sockets are tested over. */
enum Over {
    TCP,
    INPROC;

    /** No correct run takes this long. */
    static final Duration HANG = Duration.ofSeconds(20);

    /** Threads for callbacks that tests share; the library's own would be waited for after every test. */
    static final Executor EXECUTOR = Executors.newCachedThreadPool(body -> {
        Thread thread = new Thread(body, "test-callback");
        thread.setDaemon(true);
        return thread;
    });

    private static final AtomicInteger NAMES = new AtomicInteger();

    static Pair0.Builder pair() {
        return Pair0.builder().executor(EXECUTOR).recvTimeout(HANG).sendTimeout(HANG);
    }

    static Req0.Builder req() {
        return Req0.builder().executor(EXECUTOR).recvTimeout(HANG).sendTimeout(HANG);
    }

    static Rep0.Builder rep() {
        return Rep0.builder().executor(EXECUTOR).recvTimeout(HANG).sendTimeout(HANG);
    }

    /** Where to listen; new each time. */
    String url() {
        return this == TCP ? "tcp://127.0.0.1:0" : "inproc://api-" + NAMES.incrementAndGet();
    }
}
