package io.sp4j.testkit;

import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.internal.protocol.ContextLogic;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import org.jspecify.annotations.Nullable;

/** A send or receive whose outcome a test looks at; it knows how often its owner was woken. */
public final class RecordingOp extends Op {
    private final ContextLogic context;
    private final @Nullable Message sent;
    private final boolean mayWait;
    private boolean waited;
    private int wakes;

    RecordingOp(ContextLogic context, @Nullable Message toSend, Waiting waiting) {
        super(toSend, waiting);
        this.context = context;
        this.sent = toSend;
        this.mayWait = waiting == Waiting.ALLOWED;
    }

    /** The context that it was started on. */
    public ContextLogic context() {
        return context;
    }

    /** What is sent; fails on a receive. */
    public Message sent() {
        Message m = sent;
        if (m == null) {
            throw new AssertionError("not a send: " + this);
        }
        return m;
    }

    /** Whether the protocol may keep it for later. */
    public boolean mayWait() {
        return mayWait;
    }

    /** Whether it ended well. */
    public boolean isDone() {
        return isSettled() && failure() == null;
    }

    /** Whether it neither ended well nor failed yet. */
    public boolean isPending() {
        return !isSettled();
    }

    /** The body received, as text; fails if there is none. */
    public String text() {
        Message m = result();
        if (m == null || !isDone()) {
            throw new AssertionError("nothing received: " + this);
        }
        return m.text();
    }

    /** Why it failed, or null. */
    public @Nullable ErrorCode error() {
        Failure why = failure();
        return why == null ? null : why.code();
    }

    void startedWaiting() {
        waited = true;
        await();
    }

    /** Fails unless the owner was woken exactly as often as an op in this state needs. */
    void check() {
        int expected = waited && isSettled() ? 1 : 0;
        if (wakes != expected) {
            throw new AssertionError("woken " + wakes + " times instead of " + expected + ": " + this);
        }
    }

    @Override
    protected boolean wake() {
        wakes++;
        return false;
    }

    @Override
    public String toString() {
        return super.toString() + (failure() == null ? "" : " with " + failure()) + (sent == null ? "" : " of " + sent);
    }
}
