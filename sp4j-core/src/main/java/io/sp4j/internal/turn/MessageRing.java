package io.sp4j.internal.turn;

import io.sp4j.Message;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A queue of messages with one producer at a time, whoever holds the socket's Turn, and any number of consumers, who
 * need no lock.
 *
 * <pre>
 *      head (CAS)                      tail (producer)
 *        |                               |
 *   [ . . m m m m ] -> [ m m m m m m m m m . . . ]      chunks, 16 to 256 slots, never reused
 * </pre>
 *
 * <ol>
 *   <li>Positions only grow; a slot is written once and taken once. So there is no reuse of slots to get wrong.
 *   <li>A consumer owns a message when its CAS moved {@code head} past it.
 *   <li>{@code poll} answers null only if the ring was empty at some moment during the call.
 *   <li>{@code tail} is published after the slot; {@code head} is moved before {@code bytesOut}, so the bytes that the
 *       producer sees are never too few.
 *   <li>Each side remembers how far it saw the other come, and looks again only when that is not enough: the cache line of
 *       the other side is touched once in many messages.
 * </ol>
 *
 * Bounds are the caller's: the ring itself takes everything. What it holds above 64 KiB is reserved from the budget of the
 * JVM in blocks, and given back when the ring has run empty: by the consumer, which takes and then looks whether something is
 * reserved, or by the producer, which reserves and then looks whether the ring is empty.
 */
public final class MessageRing {
    private static final int FIRST_CHUNK = 16;
    private static final int LARGEST_CHUNK = 256;
    private static final long FREE_BYTES = 64 << 10;
    private static final long BLOCK_BYTES = 64 << 10;
    private static final VarHandle TAIL;
    private static final VarHandle NEXT;
    private static final VarHandle HEAD;
    private static final VarHandle HEAD_CHUNK;
    private static final VarHandle KNOWN_TAIL;
    private static final VarHandle BYTES_OUT;
    private static final VarHandle RESERVED;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Message[].class);

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(MessageRing.class, "tail", long.class);
            NEXT = lookup.findVarHandle(Chunk.class, "next", Chunk.class);
            HEAD = lookup.findVarHandle(Cursor.class, "head", long.class);
            HEAD_CHUNK = lookup.findVarHandle(Cursor.class, "chunk", Chunk.class);
            KNOWN_TAIL = lookup.findVarHandle(Cursor.class, "knownTail", long.class);
            BYTES_OUT = lookup.findVarHandle(Cursor.class, "bytesOut", long.class);
            RESERVED = lookup.findVarHandle(Cursor.class, "reserved", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What the consumers write, on cache lines of its own. */
    private final PaddedCursor consumers;

    private final MemoryBudget budget;

    // The producer's: the end, and how far it has last seen the consumers come.
    private Chunk tailChunk;
    private long tail;
    private long bytesIn;
    private long knownHead;
    private long knownBytesOut;

    public MessageRing() {
        this(MemoryBudget.JVM);
    }

    MessageRing(MemoryBudget budget) {
        this.budget = budget;
        tailChunk = new Chunk(0, FIRST_CHUNK);
        consumers = new PaddedCursor(tailChunk);
    }

    /** Appends a message; the caller holds the Turn. */
    public void offer(Message m) {
        long position = tail;
        Chunk chunk = tailChunk;
        int index = (int) (position - chunk.base);
        if (index == chunk.slots.length) {
            chunk = append(chunk, position);
            index = 0;
        }
        SLOT.setOpaque(chunk.slots, index, m);
        bytesIn += bytes(m);
        TAIL.setRelease(this, position + 1);
    }

    /**
     * Whether a message of so many bytes fits bounds in messages and bytes, and the budget; an empty ring takes one of any
     * size. The caller holds the Turn.
     */
    public boolean fits(int bytes, int most, long mostBytes) {
        long bound = Math.min(mostBytes, FREE_BYTES);
        if (tail - knownHead < most && bytesIn - knownBytesOut + bytes <= bound) {
            return true;
        }
        knownBytesOut = (long) BYTES_OUT.getAcquire(consumers);
        knownHead = (long) HEAD.getVolatile(consumers);
        if (tail == knownHead) {
            return true;
        }
        long after = bytesIn - knownBytesOut + bytes;
        return tail - knownHead < most && after <= mostBytes && (after <= FREE_BYTES || reserve(after - FREE_BYTES));
    }

    private boolean reserve(long needed) {
        long missing = needed - (long) RESERVED.getVolatile(consumers);
        if (missing <= 0) {
            return true;
        }
        long blocks = (missing + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
        if (!budget.tryReserve(blocks)) {
            return false;
        }
        RESERVED.getAndAdd(consumers, blocks);
        if (isEmpty()) {
            giveBack(); // whoever emptied the ring meanwhile may have found nothing to give back
        }
        return true;
    }

    private void giveBack() {
        budget.release((long) RESERVED.getAndSet(consumers, 0L));
    }

    private Chunk append(Chunk last, long base) {
        int queued = (int) Math.min(LARGEST_CHUNK, base - (long) HEAD.getVolatile(consumers));
        int size = Math.min(LARGEST_CHUNK, Math.max(FIRST_CHUNK, Integer.highestOneBit(queued + 1) * 2));
        Chunk added = new Chunk(base, size);
        NEXT.setRelease(last, added);
        tailChunk = added;
        return added;
    }

    /** Takes the oldest message, or answers null when there is none; any thread. */
    public @Nullable Message poll() {
        while (true) {
            Chunk chunk = (Chunk) HEAD_CHUNK.getAcquire(consumers);
            long position = (long) HEAD.getVolatile(consumers);
            if (position >= (long) KNOWN_TAIL.getAcquire(consumers) && !hasMore(position)) {
                return null;
            }
            chunk = chunkOf(chunk, position);
            int index = (int) (position - chunk.base);
            Message m = (Message) SLOT.getOpaque(chunk.slots, index);
            if (m != null && HEAD.compareAndSet(consumers, position, position + 1)) {
                SLOT.setOpaque(chunk.slots, index, null);
                BYTES_OUT.getAndAdd(consumers, bytes(m));
                if ((long) RESERVED.getVolatile(consumers) != 0 && isEmpty()) {
                    giveBack();
                }
                return m;
            }
        }
    }

    /** Whether the producer has gone beyond {@code position}; notes how far, for the polls to come. */
    private boolean hasMore(long position) {
        long end = (long) TAIL.getAcquire(this);
        KNOWN_TAIL.setRelease(consumers, end);
        return position < end;
    }

    /** The chunk that holds {@code position}, which the ring is known to have; moves the head chunk on when it is used up. */
    private Chunk chunkOf(Chunk from, long position) {
        Chunk chunk = from;
        while (position - chunk.base >= chunk.slots.length) {
            Chunk following = (Chunk) NEXT.getAcquire(chunk);
            HEAD_CHUNK.compareAndSet(consumers, chunk, following);
            chunk = following;
        }
        return chunk;
    }

    /** How many messages are queued; exact for the producer while no consumer is at work. */
    public int size() {
        long taken = (long) HEAD.getVolatile(consumers);
        return (int) ((long) TAIL.getVolatile(this) - taken);
    }

    public boolean isEmpty() {
        return size() <= 0;
    }

    /** Bytes of queued message bodies; the caller holds the Turn, or is the only consumer. */
    public long bytes() {
        return bytesIn - (long) BYTES_OUT.getVolatile(consumers);
    }

    private static long bytes(Message m) {
        return m.length();
    }

    /** A run of slots; {@code base} is the position of the first. */
    private static final class Chunk {
        final long base;
        final Message[] slots;

        @SuppressWarnings("unused") // through NEXT
        @Nullable
        Chunk next;

        Chunk(long base, int size) {
            this.base = base;
            this.slots = new Message[size];
        }
    }

    @SuppressWarnings("unused") // keeps the cursor off its neighbours' cache line
    private static class Before {
        long a0, a1, a2, a3, a4, a5, a6, a7;
    }

    @SuppressWarnings("unused") // through the handles
    private static class Cursor extends Before {
        long head;
        long bytesOut;
        long knownTail;
        long reserved;
        Chunk chunk;

        Cursor(Chunk chunk) {
            this.chunk = chunk;
        }
    }

    @SuppressWarnings("unused") // keeps the cursor off its neighbours' cache line
    private static final class PaddedCursor extends Cursor {
        long b0, b1, b2, b3, b4, b5, b6, b7;

        PaddedCursor(Chunk chunk) {
            super(chunk);
        }
    }
}
