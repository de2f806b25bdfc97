package io.sp4j.internal.io;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes every thread of the library: daemons with a name, gone when they have had nothing to do for a second. The one
 * place that knows about virtual threads, which it looks up by their public methods where the JDK has them.
 */
public final class Threads {
    private static final @Nullable MethodHandle IS_VIRTUAL = isVirtualHandle();
    private static final AtomicInteger LOOPS = new AtomicInteger();

    private Threads() {}

    private static @Nullable MethodHandle isVirtualHandle() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Whether the calling thread is a virtual one. */
    public static boolean isVirtual() {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** A thread for an event loop, not started. */
    static Thread loop(EventLoop loop, Runnable body) {
        return new LoopThread(loop, body, "sp4j-io-" + LOOPS.incrementAndGet());
    }

    /** Where handlers, listeners and completions run unless the socket has an executor of its own. */
    public static Executor callbacks() {
        return Callbacks.EXECUTOR;
    }

    /** Where names are resolved; nothing waits for these threads. */
    public static Executor resolvers() {
        return Resolvers.EXECUTOR;
    }

    private static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }

    private static ExecutorService cached(String prefix) {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory factory = body -> daemon(prefix + count.incrementAndGet(), body);
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    private static final class Callbacks {
        static final Executor EXECUTOR = choose();

        private static Executor choose() {
            try {
                return (Executor) MethodHandles.publicLookup()
                        .findStatic(
                                Executors.class,
                                "newVirtualThreadPerTaskExecutor",
                                MethodType.methodType(ExecutorService.class))
                        .invoke();
            } catch (Throwable e) {
                return cached("sp4j-cb-");
            }
        }
    }

    private static final class Resolvers {
        static final Executor EXECUTOR = cached("sp4j-dns-");
    }
}
