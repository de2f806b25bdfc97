package io.sp4j.internal.turn;

import org.jspecify.annotations.Nullable;

/** Waiting ops in the order they came; any of them can leave at constant cost. Guarded by the Turn. */
public final class OpQueue {
    private @Nullable Op head;
    private @Nullable Op tail;
    private int size;

    public boolean isEmpty() {
        return head == null;
    }

    public int size() {
        return size;
    }

    /** The op that has waited longest, or null. */
    public @Nullable Op first() {
        return head;
    }

    /** The op behind {@code op}, which waits here, or null. */
    public @Nullable Op after(Op op) {
        return op.next;
    }

    public void add(Op op) {
        if (op.queue != null) {
            throw new IllegalStateException("waits twice: " + op);
        }
        op.queue = this;
        op.previous = tail;
        Op last = tail;
        if (last == null) {
            head = op;
        } else {
            last.next = op;
        }
        tail = op;
        size++;
    }

    /** Fails every waiting op. */
    public void failAll(Turn t, Failure why) {
        for (Op op = head; op != null; op = head) {
            t.fail(op, why);
        }
    }

    void remove(Op op) {
        Op before = op.previous;
        Op behind = op.next;
        if (before == null) {
            head = behind;
        } else {
            before.next = behind;
        }
        if (behind == null) {
            tail = before;
        } else {
            behind.previous = before;
        }
        op.queue = null;
        op.previous = null;
        op.next = null;
        size--;
    }
}
