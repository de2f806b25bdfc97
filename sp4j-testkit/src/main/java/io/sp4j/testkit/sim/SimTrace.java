package io.sp4j.testkit.sim;

import java.util.ArrayDeque;
import java.util.List;

/** What has happened: the last lines as text, all of it as a hash. */
final class SimTrace {
    private static final int KEPT = 4_000;
    private static final long FACTOR = 0x100000001b3L;

    private final SimTime time;
    private final ArrayDeque<String> lines = new ArrayDeque<>(KEPT);
    private long hash = 0xcbf29ce484222325L;

    SimTrace(SimTime time) {
        this.time = time;
    }

    void add(String what) {
        String line = time.elapsed() / 1_000 + " us " + what;
        for (int i = 0; i < line.length(); i++) {
            mix(line.charAt(i));
        }
        if (lines.size() == KEPT) {
            lines.remove();
        }
        lines.add(line);
    }

    /** Content that is hashed, not shown. */
    void mix(byte[] bytes) {
        for (byte b : bytes) {
            mix(b);
        }
    }

    private void mix(long value) {
        hash = (hash ^ value) * FACTOR;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    long hash() {
        return hash ^ time.elapsed();
    }
}
