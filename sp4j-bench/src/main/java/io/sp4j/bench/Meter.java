package io.sp4j.bench;

import java.util.Locale;

/** Counts messages for a fixed time after a fixed warm-up, with the processor time and allocation they took. */
final class Meter {

    private enum Phase {
        WARMING,
        MEASURING,
        OVER
    }

    private final int stride;
    private final long measureNanos;
    private final long warmAtNanos;
    private Phase phase = Phase.WARMING;
    private long count;
    private long beganNanos;
    private long beganCpuNanos;
    private long beganAllocatedBytes;
    private long tookNanos;
    private long tookCpuNanos;
    private long tookAllocatedBytes;

    /** Starts warming up now. */
    Meter(int bodyBytes, double warmupSeconds, double measureSeconds) {
        stride = bodyBytes > 4096 ? 1 : 64;
        measureNanos = (long) (measureSeconds * 1e9);
        warmAtNanos = System.nanoTime() + (long) (warmupSeconds * 1e9);
        ProcessUsage.allocatedBytes(); // loads what it needs before it is measured
    }

    /** Messages between two looks at the clock. */
    int stride() {
        return stride;
    }

    boolean isMeasuring() {
        return phase == Phase.MEASURING;
    }

    /** Counts messages; true once, when the measured time has just ended. */
    boolean advance(int messages, long nowNanos) {
        if (phase == Phase.MEASURING) {
            count += messages;
            if (nowNanos - beganNanos >= measureNanos) {
                tookNanos = nowNanos - beganNanos;
                tookCpuNanos = ProcessUsage.cpuNanos() - beganCpuNanos;
                tookAllocatedBytes = ProcessUsage.allocatedBytes() - beganAllocatedBytes;
                phase = Phase.OVER;
                return true;
            }
        } else if (phase == Phase.WARMING && nowNanos - warmAtNanos >= 0) {
            beganAllocatedBytes = ProcessUsage.allocatedBytes();
            beganCpuNanos = ProcessUsage.cpuNanos();
            beganNanos = System.nanoTime();
            phase = Phase.MEASURING;
        }
        return false;
    }

    String report() {
        return String.format(
                Locale.ROOT,
                "msgs=%d seconds=%.6f msgs_per_s=%.1f cpu_us_per_msg=%.5f alloc_bytes_per_msg=%.3f",
                count,
                tookNanos / 1e9,
                count * 1e9 / tookNanos,
                tookCpuNanos / 1e3 / count,
                (double) tookAllocatedBytes / count);
    }
}
