package io.sp4j.internal.turn;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the queues of this JVM may hold beyond their first 64 KiB each: 512 MiB or a quarter of the heap, whichever is
 * less. When it is spent, no queue grows above 64 KiB, so that memory is bounded by configuration and not by how slow
 * peers are. The one object that is shared by all sockets on purpose.
 */
final class MemoryBudget {
    static final MemoryBudget JVM =
            new MemoryBudget(Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 4));

    private final AtomicLong left;

    MemoryBudget(long bytes) {
        left = new AtomicLong(bytes);
    }

    boolean tryReserve(long bytes) {
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        left.addAndGet(bytes);
        return false;
    }

    void release(long bytes) {
        left.addAndGet(bytes);
    }

    long left() {
        return left.get();
    }
}
