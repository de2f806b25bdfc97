package io.sp4j.netty;

import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.sp4j.internal.io.IoThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The event loops of Netty that all connections of this JVM share: started with the first, gone after the last. */
final class NettyLoops {
    private static final AtomicReference<@Nullable NettyLoops> SHARED = new AtomicReference<>();
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final AtomicInteger leases = new AtomicInteger(1);
    private final IoEventLoopGroup group;

    private NettyLoops() {
        int size = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
        group = new MultiThreadIoEventLoopGroup(size, NettyLoops::thread, NioIoHandler.newFactory());
    }

    private static Thread thread(Runnable body) {
        Thread thread = new LoopThread(body, "sp4j-netty-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** The loops, kept until {@link #release} is called as often. */
    static NettyLoops lease() {
        while (true) {
            NettyLoops loops = SHARED.get();
            if (loops != null && loops.retain()) {
                return loops;
            }
            NettyLoops fresh = new NettyLoops();
            if (SHARED.compareAndSet(loops, fresh)) {
                return fresh;
            }
            fresh.release();
        }
    }

    private boolean retain() {
        int count = leases.get();
        while (count > 0) {
            if (leases.compareAndSet(count, count + 1)) {
                return true;
            }
            count = leases.get();
        }
        return false;
    }

    void release() {
        if (leases.decrementAndGet() == 0) {
            SHARED.compareAndSet(this, null);
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    IoEventLoopGroup group() {
        return group;
    }

    private static final class LoopThread extends FastThreadLocalThread implements IoThread {
        LoopThread(Runnable body, String name) {
            super(body, name);
        }
    }
}
