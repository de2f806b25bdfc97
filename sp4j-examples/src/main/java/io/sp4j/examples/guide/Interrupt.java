package io.sp4j.examples.guide;

import io.sp4j.Pair0;
import io.sp4j.SpException;
import java.util.concurrent.CountDownLatch;

/** A thread that waits for a message goes home when it is interrupted. */
// prints: Interrupted, and the flag is still set: true
public final class Interrupt {
    public static void main(String[] args) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        try (Pair0 pair = Pair0.listening("tcp://127.0.0.1:0")) {
            Thread waiting = new Thread(() -> {
                started.countDown();
                try {
                    pair.recv();
                } catch (SpException.Interrupted e) {
                    System.out.println("Interrupted, and the flag is still set: "
                            + Thread.currentThread().isInterrupted());
                }
            });
            waiting.start();
            started.await();
            waiting.interrupt();
            waiting.join();
        }
    }
}
