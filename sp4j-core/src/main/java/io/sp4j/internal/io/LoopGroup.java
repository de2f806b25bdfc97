package io.sp4j.internal.io;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The event loops that the sockets of this JVM share. Started when a socket first needs one, stopped when the last socket
 * that used them has closed.
 */
public final class LoopGroup {
    private static final AtomicReference<@Nullable LoopGroup> SHARED = new AtomicReference<>();

    private final EventLoop[] loops;
    private final Buffers buffers = new Buffers();
    private final ReassemblyBudget reassembly = new ReassemblyBudget();
    private final AtomicInteger leases = new AtomicInteger(1);

    private LoopGroup(int size) {
        loops = new EventLoop[size];
        for (int i = 0; i < size; i++) {
            loops[i] = new EventLoop(this);
        }
    }

    /** The shared loops, kept until {@link #release} is called as often. */
    static LoopGroup lease() {
        while (true) {
            LoopGroup group = SHARED.get();
            if (group != null && group.retain()) {
                return group;
            }
            int size = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
            LoopGroup fresh = new LoopGroup(size);
            if (SHARED.compareAndSet(group, fresh)) {
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
            for (EventLoop loop : loops) {
                loop.stop();
            }
            SHARED.compareAndSet(this, null);
        }
    }

    /** The loop that the calling thread drives as a leader, or null. */
    static @Nullable EventLoop led() {
        LoopGroup group = SHARED.get();
        if (group != null) {
            for (EventLoop loop : group.loops) {
                if (loop.isCurrent()) {
                    return loop;
                }
            }
        }
        return null;
    }

    EventLoop loop(int affinity) {
        return loops[Math.floorMod(affinity, loops.length)];
    }

    Buffers buffers() {
        return buffers;
    }

    ReassemblyBudget reassembly() {
        return reassembly;
    }
}
