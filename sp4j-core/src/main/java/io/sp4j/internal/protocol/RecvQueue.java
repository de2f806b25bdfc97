package io.sp4j.internal.protocol;

import io.sp4j.Message;
import io.sp4j.internal.turn.MessageRing;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait for a receiver. Filled inside a Turn, emptied by receivers without one, so that a fast receiver
 * needs a Turn once per batch.
 *
 * <p>Full: the protocol pauses its pipes and calls {@link #awaitRoom}; the receiver that brings the queue down to half
 * takes a Turn and lets the protocol refill it. The bounds are messages and bytes, whichever comes first; an empty queue
 * takes one message of any size, whatever the bounds: depth 0 means one message read ahead.
 */
public final class RecvQueue {
    private final MessageRing ring = new MessageRing();
    private int depth;
    private long maxBytes;

    // The producer's: how many came, how many had been taken when it last looked, the high-water mark;
    // it looks again only when the mark could rise by a sixteenth.
    private long added;
    private long knownTaken;
    private int most;

    /** A producer waits for room. Set, then checked again by the producer; taken, then read by the consumer. */
    private volatile boolean awaited;

    public RecvQueue(int depth, long maxBytes) {
        this.depth = depth;
        this.maxBytes = maxBytes;
    }

    /** Whether one more message would go over a bound; inside a Turn. */
    public boolean isFull() {
        return !ring.fits(1, depth, maxBytes);
    }

    /** Whether this message would stay within the bounds; inside a Turn. */
    public boolean hasRoomFor(Message m) {
        return ring.fits(m.length(), depth, maxBytes);
    }

    /** How many more messages the bound in messages allows, 1 at least; inside a Turn. */
    public int room() {
        return Math.max(1, depth - ring.size());
    }

    /** Appends, whatever the bounds; inside a Turn. */
    public void add(Message m) {
        ring.offer(m);
        added++;
        if (added - knownTaken > most + (most >> 4)) {
            int queued = ring.size();
            knownTaken = added - queued;
            most = Math.max(most, queued);
        }
    }

    /** Takes the oldest, or answers null; any thread, no Turn needed. */
    public @Nullable Message poll() {
        return ring.poll();
    }

    public int size() {
        return ring.size();
    }

    /** How many wait, and the most that ever did; inside a Turn. */
    Depths depths() {
        int queued = size();
        return Depths.unread(queued, Math.max(queued, most));
    }

    /** Sets the bounds; what is queued stays. Inside a Turn. */
    public void resize(int newDepth, long newMaxBytes) {
        depth = newDepth;
        maxBytes = newMaxBytes;
    }

    /**
     * The producer has stopped its pipes until there is room; inside a Turn.
     *
     * @return false when there is room by now, so that nobody would come to say so: carry on
     */
    public boolean awaitRoom() {
        awaited = true;
        if (ring.size() <= depth / 2 && !isFull()) {
            awaited = false;
            return false;
        }
        return true;
    }

    /** Whether the caller, who has just taken a message, is to take a Turn and have the queue refilled. */
    public boolean refillDue() {
        return awaited && ring.size() <= depth / 2;
    }

    /** The producer goes on; inside a Turn. */
    public void refilling() {
        awaited = false;
    }
}
