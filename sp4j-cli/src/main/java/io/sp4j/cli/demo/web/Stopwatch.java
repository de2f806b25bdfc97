package io.sp4j.cli.demo.web;

import io.sp4j.Message;
import io.sp4j.cli.demo.Latencies;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** How long messages were under way since somebody last looked. Messages carry the time at which they were made. */
final class Stopwatch {
    private static final int BODY_BYTES = 1_024;

    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong started = new AtomicLong();
    private Latencies latencies = new Latencies();
    private long stopped;

    /** A message that was made now. */
    Message start() {
        started.incrementAndGet();
        return Message.wrap(
                ByteBuffer.allocate(BODY_BYTES).putLong(System.nanoTime()).array());
    }

    /** The message has arrived. */
    void stop(Message message) {
        long took = System.nanoTime() - message.buffer().getLong();
        lock.lock();
        try {
            latencies.record(took);
            stopped++;
        } finally {
            lock.unlock();
        }
    }

    /** How many messages were made. */
    long started() {
        return started.get();
    }

    /** How many messages have arrived. */
    long stopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /** Answers what was measured since the last call. */
    Latencies take() {
        lock.lock();
        try {
            Latencies taken = latencies;
            latencies = new Latencies();
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
