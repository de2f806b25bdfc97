package io.sp4j.internal.io;

import io.sp4j.spi.Clock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Actions that wait for their time, in a binary heap; the earliest is on top, and of two for the same time the one that
 * was scheduled first. Belongs to one thread.
 */
final class Timers {
    private Timer[] heap = new Timer[16];
    private int size;
    private long sequence;

    /** An action with its time and its place in the heap, -1 when it is not in it. */
    static final class Timer implements Clock.Alarm {
        private final EventLoop loop;
        private final long atNanos;
        private final Runnable action;
        private long sequence;
        private int index = -1;
        private volatile boolean cancelled;

        Timer(EventLoop loop, long atNanos, Runnable action) {
            this.loop = loop;
            this.atNanos = atNanos;
            this.action = action;
        }

        @Override
        public void cancel() {
            if (!cancelled) {
                cancelled = true;
                loop.forget(this);
            }
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(Timer timer) {
        if (timer.cancelled) {
            return;
        }
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        timer.sequence = sequence++;
        place(timer, size);
        siftUp(size++);
    }

    void remove(Timer timer) {
        int hole = timer.index;
        if (hole < 0) {
            return;
        }
        timer.index = -1;
        Timer last = heap[--size];
        heap[size] = null;
        if (last != timer) {
            place(last, hole);
            siftUp(hole);
            siftDown(last.index);
        }
    }

    /** Nanoseconds until the earliest is due, 0 or less when it is due now; only when there is one. */
    long untilNext(long now) {
        return heap[0].atNanos - now;
    }

    /** Takes the earliest out if it is due, or answers null. */
    @Nullable
    Runnable pollDue(long now) {
        while (size > 0) {
            Timer first = heap[0];
            if (!first.cancelled && first.atNanos - now > 0) {
                return null;
            }
            remove(first);
            if (!first.cancelled) {
                return first.action;
            }
        }
        return null;
    }

    private void place(Timer timer, int at) {
        heap[at] = timer;
        timer.index = at;
    }

    private void siftUp(int from) {
        Timer timer = heap[from];
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!before(timer, heap[parent])) {
                break;
            }
            place(heap[parent], at);
            at = parent;
        }
        place(timer, at);
    }

    private void siftDown(int from) {
        Timer timer = heap[from];
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], timer)) {
                break;
            }
            place(heap[child], at);
            at = child;
        }
        place(timer, at);
    }

    private static boolean before(Timer a, Timer b) {
        long difference = a.atNanos - b.atNanos;
        return difference < 0 || difference == 0 && a.sequence < b.sequence;
    }
}
