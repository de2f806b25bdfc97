package io.sp4j.cli.demo.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The last things that happened. For any thread. */
final class Log {
    private static final int KEPT = 6;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long count;

    /**
     * Something that happened.
     *
     * @param number counts up from 1
     * @param atMillis when, since 1970
     * @param text a sentence
     */
    record Entry(long number, long atMillis, String text) {}

    void add(String text) {
        lock.lock();
        try {
            count++;
            entries.addLast(new Entry(count, System.currentTimeMillis(), text));
            if (entries.size() > KEPT) {
                entries.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The oldest first. */
    List<Entry> last() {
        lock.lock();
        try {
            return List.copyOf(entries);
        } finally {
            lock.unlock();
        }
    }
}
