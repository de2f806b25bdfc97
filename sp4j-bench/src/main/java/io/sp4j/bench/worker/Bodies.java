package io.sp4j.bench.worker;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The messages that a publisher with topics sends in turn: half of them have a subscriber. */
final class Bodies {

    private static final int MOST = 1024;

    private Bodies() {}

    /** The bodies to send in turn: one of zeros without topics. */
    static byte[][] of(int size, int topics) {
        if (topics == 0) {
            return new byte[][] {new byte[size]};
        }
        byte[][] bodies = new byte[Math.min(2 * topics, MOST)][size];
        for (int i = 0; i < bodies.length; i++) {
            byte[] topic = topic((int) ((long) i * 2 * topics / bodies.length));
            System.arraycopy(topic, 0, bodies[i], 0, topic.length);
        }
        return bodies;
    }

    /** The topic with that number; those below the number of subscriptions are subscribed to. */
    static byte[] topic(int number) {
        return String.format(Locale.ROOT, "t/%06d/", number).getBytes(StandardCharsets.US_ASCII);
    }
}
