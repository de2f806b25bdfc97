package io.sp4j.internal.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Pipes in the order in which they became ready, to take a message or to give one; each at most once. Every operation
 * has constant cost and allocates nothing. Guarded by the Turn.
 *
 * @param <P> what the protocol keeps for each pipe
 */
final class ReadyPipes<P extends ReadyPipes.Member<P>> {
    private @Nullable P head;
    private @Nullable P tail;
    private int size;

    /** What a pipe needs to stand in one line. */
    abstract static class Member<P> {
        private @Nullable P previous;
        private @Nullable P next;
        private boolean ready;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return head == null;
    }

    /** Appends a pipe; one that is in line already keeps its place. */
    void add(P p) {
        Member<P> added = p;
        if (added.ready) {
            return;
        }
        added.ready = true;
        P last = tail;
        if (last == null) {
            head = p;
        } else {
            linksOf(last).next = p;
            added.previous = last;
        }
        tail = p;
        size++;
    }

    /** Takes the pipe that has been ready longest, or answers null. */
    @Nullable
    P poll() {
        P first = head;
        if (first != null) {
            remove(first);
        }
        return first;
    }

    /** Takes a pipe out, if it is in line. */
    void remove(P p) {
        Member<P> removed = p;
        if (!removed.ready) {
            return;
        }
        P before = removed.previous;
        P behind = removed.next;
        if (before == null) {
            head = behind;
        } else {
            linksOf(before).next = behind;
        }
        if (behind == null) {
            tail = before;
        } else {
            linksOf(behind).previous = before;
        }
        removed.previous = null;
        removed.next = null;
        removed.ready = false;
        size--;
    }

    /** The private links of a member are not inherited. */
    private static <P extends Member<P>> Member<P> linksOf(P p) {
        return p;
    }
}
