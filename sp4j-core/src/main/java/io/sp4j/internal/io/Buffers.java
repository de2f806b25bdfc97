package io.sp4j.internal.io;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Direct memory to write from. A connection holds a buffer only while it writes or waits to write on; when many wait, the
 * later ones get small buffers, so that slow peers do not pin much memory.
 */
public final class Buffers {
    /** The largest slice of a message that is copied at once. */
    static final int LARGE_BYTES = 256 << 10;

    static final int SMALL_BYTES = 8 << 10;
    private static final int MOST_LARGE = 64;

    private final int largeBytes;
    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger large = new AtomicInteger();

    Buffers() {
        this(LARGE_BYTES);
    }

    /** Buffers whose ordinary size is so many bytes. */
    public Buffers(int largeBytes) {
        this.largeBytes = largeBytes;
    }

    /** An empty buffer; any thread. */
    ByteBuffer take() {
        ByteBuffer pooled = free.poll();
        if (pooled != null) {
            return pooled.clear();
        }
        if (large.incrementAndGet() <= MOST_LARGE) {
            return ByteBuffer.allocateDirect(largeBytes);
        }
        large.decrementAndGet();
        return ByteBuffer.allocateDirect(Math.min(SMALL_BYTES, largeBytes));
    }

    /** Gives back what {@link #take} gave. */
    void give(ByteBuffer buffer) {
        if (buffer.capacity() == largeBytes) {
            free.add(buffer);
        }
    }
}
