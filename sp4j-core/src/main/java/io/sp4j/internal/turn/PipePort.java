package io.sp4j.internal.turn;

import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.Pipe;
import org.jspecify.annotations.Nullable;

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

    /** Puts a message at the end of the outbound ring; returns the oldest, taken out to make room, or null. */
    @Nullable
    Message offerDroppingOldest(Turn t, Message m);

    /**
     * Sets how many messages the outbound ring takes beside what is being written. 0 = only the message being written:
     * {@code offer} succeeds when the one before is with the transport, and {@code writable} follows each time.
     */
    void resize(Turn t, int depth);

    /** No further {@code receive} for this pipe until reading is resumed. */
    void pauseReading(Turn t);

    void resumeReading(Turn t);

    /** Closes the connection without waiting for its outbound ring; {@code detach} follows. */
    void close(Turn t, CloseReason why, String detail);
}
