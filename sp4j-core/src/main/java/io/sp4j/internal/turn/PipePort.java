package io.sp4j.internal.turn;

import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.Pipe;

/** A pipe as a protocol sees it. Every method runs inside the Turn of the pipe's socket. */
public interface PipePort {

    /** 1 to 2^31-1, random, unique among the live pipes of the socket. */
    int id();

    /** The public handle of this pipe. */
    Pipe handle();

    /**
     * Puts a message at the end of the outbound ring.
     *
     * @return false when there is no room; {@code writable} follows when there is again
     */
    boolean offer(Turn t, Message m);

    /**
     * Puts a message at the end of the outbound ring if there is room, else drops it; {@code writable} does not follow. The
     * pipe counts what it drops, as queueFull, or as lostOnDisconnect when it is closing.
     *
     * @return whether the ring has it
     */
    boolean offerOrDrop(Turn t, Message m);

    /**
     * Puts a message at the end of the outbound ring, after dropping the oldest ones there until it fits. The pipe counts
     * what it drops, as {@link #offerOrDrop} does; a closing one, and one of depth 0 that is writing, drop {@code m} itself.
     */
    void offerDroppingOldest(Turn t, Message m);

    /**
     * Sets how many messages the outbound ring takes beside what is being written. 0 = only the message being written:
     * {@code offer} succeeds when the one before is with the transport, and {@code writable} follows each time. What is
     * queued stays.
     */
    default void resize(Turn t, int depth) {
        resize(t, depth, Long.MAX_VALUE);
    }

    /** As {@link #resize(Turn, int)}, with a bound in bytes beside; whichever is reached first counts. */
    void resize(Turn t, int depth, long maxBytes);

    /** No further {@code receive} for this pipe until reading is resumed. */
    void pauseReading(Turn t);

    void resumeReading(Turn t);

    /** Closes the connection without waiting for its outbound ring; {@code detach} follows. */
    void close(Turn t, CloseReason why, String detail);
}
