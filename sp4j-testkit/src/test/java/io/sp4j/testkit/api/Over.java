package io.sp4j.testkit.api;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The transports that sockets are tested over. */
enum Over {
    TCP,
    INPROC;

    /** No correct run takes this long. */
    static final Duration HANG = Duration.ofSeconds(20);

    private static final AtomicInteger NAMES = new AtomicInteger();

    /** Where to listen; new each time. */
    String url() {
        return this == TCP ? "tcp://127.0.0.1:0" : "inproc://api-" + NAMES.incrementAndGet();
    }
}
