package io.sp4j.internal.turn;

import io.sp4j.Message;
import org.jspecify.annotations.Nullable;

/**
 * One pending send or receive, settled exactly once by whoever holds the Turn.
 *
 * <p>All fields are guarded by the Turn until the op is settled; after that they do not change. Its owner is a parked
 * thread or a future, woken after the Turn that settled it.
 */
public abstract class Op {
    private boolean send;
    boolean mayWait;

    @Nullable
    Message message;

    @Nullable
    Failure failure;

    boolean settled;
    boolean awaited;

    /** The next op that the same Turn settled; a woken thread wakes that one in turn. */
    protected @Nullable Op nextToWake;

    @Nullable
    OpQueue queue;

    @Nullable
    Op previous;

    @Nullable
    Op next;

    /** What the protocol keeps with a waiting op, such as the request it belongs to. */
    private @Nullable Object note;

    protected Op(@Nullable Message toSend, Waiting waiting) {
        this.send = toSend != null;
        this.message = toSend;
        this.mayWait = waiting == Waiting.ALLOWED;
    }

    /** Makes an op that was settled in the Turn that began it, or has not been used yet, a new one; inside the Turn. */
    protected void renew(@Nullable Message toSend, Waiting waiting) {
        send = toSend != null;
        message = toSend;
        mayWait = waiting == Waiting.ALLOWED;
        failure = null;
        settled = false;
        note = null;
    }

    /** Whether an op may wait for a later Turn. */
    public enum Waiting {
        ALLOWED,
        NOT_ALLOWED
    }

    public boolean isSend() {
        return send;
    }

    /** The message to send. */
    public Message message() {
        Message m = message;
        if (m == null) {
            throw new IllegalStateException("no message in " + this);
        }
        return m;
    }

    /** Whether the op has its result; true for good once true. Read inside a Turn. */
    public boolean isSettled() {
        return settled;
    }

    /** The message received, or null when the op failed or is a send. */
    public @Nullable Message result() {
        return send ? null : message;
    }

    public @Nullable Failure failure() {
        return failure;
    }

    public @Nullable Object note() {
        return note;
    }

    public void note(@Nullable Object value) {
        note = value;
    }

    /** From now on the owner has to be woken; said inside the Turn that started the op and did not settle it. */
    public void await() {
        awaited = true;
    }

    /** Takes the op out of the queue it waits in, if any. */
    public void unlink() {
        OpQueue q = queue;
        if (q != null) {
            q.remove(this);
        }
    }

    /**
     * Tells the owner that the op is settled; called without a lock.
     *
     * @return whether the owner takes over waking the ops behind it
     */
    protected abstract boolean wake();

    /** Wakes {@code first}, and the ops settled with it as far as no owner takes that over. */
    protected static void wakeAll(Op first) {
        Op op = first;
        while (op != null) {
            Op following = op.nextToWake;
            if (op.wake()) {
                return;
            }
            op = following;
        }
    }

    @Override
    public String toString() {
        return (send ? "send" : "receive") + (settled ? failure == null ? " done" : " failed" : " pending");
    }
}
