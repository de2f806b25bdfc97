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
public final class ReassemblyBudget implements PartialBytes {
    private static final long MOST = 256L << 20;

    private final long limit;
    private final AtomicLong used = new AtomicLong();
    private final AtomicBoolean permit = new AtomicBoolean(true);
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

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

    /** Whether there is no memory left. */
    public boolean isSpent() {
        return used.get() >= limit;
    }

    /** Takes the right to go on although the budget is spent; given back by {@link #leave}. */
    public boolean tryEnter() {
        return permit.compareAndSet(true, false);
    }

    /** Gives that right back; whoever waits first is told. */
    public void leave() {
        permit.set(true);
        Runnable next = waiting.poll();
        if (next != null) {
            next.run();
        }
    }

    /** The action runs, on any thread, when a connection that waits may try again. */
    public void await(Runnable tryAgain) {
        waiting.add(tryAgain);
        if (!isSpent() || permit.get()) {
            wakeAll();
        }
    }

    private void wakeAll() {
        for (Runnable tryAgain = waiting.poll(); tryAgain != null; tryAgain = waiting.poll()) {
            tryAgain.run();
        }
    }
}
