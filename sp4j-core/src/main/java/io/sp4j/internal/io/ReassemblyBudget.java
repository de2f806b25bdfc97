package io.sp4j.internal.io;

import io.sp4j.internal.wire.PartialBytes;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What partly received messages of all connections may hold together.
 *
 * <p>When it is spent, connections with a partial message stop reading and queue up; one of them at a time goes on, so that
 * messages are finished and memory comes back whatever the others do. Small reads go on everywhere.
 */
final class ReassemblyBudget implements PartialBytes {
    private static final long MOST = 256L << 20;

    private final long limit;
    private final AtomicLong used = new AtomicLong();
    private final AtomicBoolean permit = new AtomicBoolean(true);
    private final Queue<StreamLink> waiting = new ConcurrentLinkedQueue<>();

    ReassemblyBudget() {
        this(Math.min(MOST, Runtime.getRuntime().maxMemory() / 4));
    }

    ReassemblyBudget(long limit) {
        this.limit = limit;
    }

    @Override
    public long limit() {
        return limit;
    }

    @Override
    public void charge(int bytes) {
        used.addAndGet(bytes);
    }

    @Override
    public void release(int bytes) {
        if (used.addAndGet(-bytes) < limit) {
            wakeAll();
        }
    }

    boolean isSpent() {
        return used.get() >= limit;
    }

    /** Takes the right to go on although the budget is spent; given back by {@link #leave}. */
    boolean tryEnter() {
        return permit.compareAndSet(true, false);
    }

    void leave() {
        permit.set(true);
        StreamLink next = waiting.poll();
        if (next != null) {
            next.resumeStarved();
        }
    }

    /** The link is told when it may try again. */
    void await(StreamLink link) {
        waiting.add(link);
        if (!isSpent() || permit.get()) {
            wakeAll();
        }
    }

    private void wakeAll() {
        for (StreamLink link = waiting.poll(); link != null; link = waiting.poll()) {
            link.resumeStarved();
        }
    }
}
