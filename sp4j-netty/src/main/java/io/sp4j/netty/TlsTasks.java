package io.sp4j.netty;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where TLS signs and verifies, since that takes milliseconds: beside the loops, so that a handshake delays other handshakes
 * and no connection that is in use. Two threads for the whole JVM, gone when there has been nothing to do for a moment.
 */
final class TlsTasks {
    private static final int MOST = 2;
    private static final long IDLE_MILLIS = 100;
    private static final AtomicInteger THREADS = new AtomicInteger();
    private static final ThreadPoolExecutor POOL = pool();

    private TlsTasks() {}

    /** Runs tasks; the loops that they report to stay until they have. */
    static Executor executor() {
        return task -> {
            NettyLoops loops = NettyLoops.lease();
            POOL.execute(() -> {
                try {
                    task.run();
                } finally {
                    loops.release();
                }
            });
        };
    }

    private static ThreadPoolExecutor pool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MOST, MOST, IDLE_MILLIS, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), TlsTasks::thread);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Thread thread(Runnable body) {
        Thread thread = new Thread(body, "sp4j-tls-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
