package io.sp4j.internal.engine;

import io.sp4j.internal.io.EventLoop;

/**
 * Which thread writes: the caller when its socket is idle, which saves a wake-up; else the loop, where one write serves all
 * that has queued by then. The first message after something has come in counts as an answer, which the caller writes.
 *
 * <p>Idleness is the socket's, not the connection's: direct writes slow a sender so much that every single connection of
 * many looks idle, and it never gets to batches. The fields are written by whoever drains and read without a lock: a stale
 * value costs a little speed, nothing else.
 *
 * <p>A socket that fans out to more than one pipe leaves all writing to the loops, which are woken once each: the caller pays
 * for no peer's system call, and no peer waits for another.
 */
final class WritePolicy {
    /** A socket that did little before is idle after this. */
    private static final long SHORT_IDLE_NANOS = 3_000;

    /** A socket that drained many at once is idle after this. */
    private static final long LONG_IDLE_NANOS = 200_000;

    private static final int FEW = 4;

    private final boolean fansOut;
    private volatile int pipes;
    private volatile long lastDrain;
    private volatile int lastDrained;

    /** Something has come in since a caller last wrote: what is sent next is likely to be awaited. */
    private volatile boolean answers;

    WritePolicy(boolean fansOut) {
        this.fansOut = fansOut;
    }

    /** The socket has so many pipes now. */
    void pipes(int now) {
        pipes = now;
    }

    /** Whether the calling thread writes nothing, however idle the socket is. */
    boolean leavesToLoops() {
        return fansOut && pipes > 1 && !EventLoop.onLoop();
    }

    /** Whether the calling thread is to write by itself what it has just put into a ring. */
    boolean callerWrites(long now) {
        if (EventLoop.onLoop()) {
            return true;
        }
        if (answers) {
            answers = false;
            return true;
        }
        long idle = now - lastDrain;
        return idle > LONG_IDLE_NANOS || idle > SHORT_IDLE_NANOS && lastDrained <= FEW;
    }

    /** Messages have come in. */
    void received() {
        if (!answers) {
            answers = true;
        }
    }

    /** A drain that carried so many messages is over. */
    void drained(long now, int messages) {
        lastDrained = messages;
        lastDrain = now;
    }
}
