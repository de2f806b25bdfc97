package io.sp4j.bench;

import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** The receiving side of a fan-out: several subscribers, each on a thread of its own, counted together. */
final class FanOut {
    private static final int STRIDE = 16;
    private static final long LOOK_EVERY_NANOS = 1_000_000;

    private FanOut() {}

    /** Reports once, and goes on until the process ends. */
    static void receive(WorkerLibrary library, String url, int bodyBytes, double warmupSeconds, double measureSeconds) {
        LongAdder received = new LongAdder();
        for (int i = 0; i < WorkerProtocol.SUBSCRIBERS; i++) {
            WorkerSocket socket = library.subscribe(url);
            Thread thread = new Thread(() -> count(socket, bodyBytes, received), "subscriber " + i);
            thread.start();
        }
        while (received.sum() == 0) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        Meter meter = new Meter(bodyBytes, warmupSeconds, measureSeconds);
        long counted = received.sum();
        while (true) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            long now = received.sum();
            if (meter.advance((int) (now - counted), System.nanoTime())) {
                WorkerProtocol.say(WorkerProtocol.RESULT + meter.report());
            }
            counted = now;
        }
    }

    private static void count(WorkerSocket socket, int bodyBytes, LongAdder received) {
        while (true) {
            for (int i = 0; i < STRIDE; i++) {
                if (socket.recv() != bodyBytes) {
                    throw new IllegalStateException("a message of another length");
                }
            }
            received.add(STRIDE);
        }
    }
}
