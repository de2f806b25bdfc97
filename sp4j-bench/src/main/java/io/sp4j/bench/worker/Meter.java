package io.sp4j.bench.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Looks at the lanes of a party after its warm-up, which begins with the first message, and again after the measured time,
 * which lasts until at least one message has been counted; what lies between is the result.
 */
final class Meter {

    /** What began within the measured time is written down by then. */
    private static final long SETTLE_MILLIS = 20;

    private final List<Lane> lanes = new ArrayList<>();
    private volatile boolean measuring;

    /** A lane for another thread; before {@link #run}. */
    Lane newLane() {
        Lane lane = new Lane(this);
        lanes.add(lane);
        return lane;
    }

    boolean isMeasuring() {
        return measuring;
    }

    /** Waits for both times to pass and returns the figures as {@code key=number} words. */
    String run(double warmupSeconds, double measureSeconds) throws InterruptedException {
        ProcessUsage.allocatedBytes(); // loads what it needs before it is measured
        awaitMessage(0);
        sleep(warmupSeconds);
        long allocated = ProcessUsage.allocatedBytes();
        long cpu = ProcessUsage.cpuNanos();
        long count = count();
        long began = System.nanoTime();
        measuring = true;
        sleep(measureSeconds);
        awaitMessage(count);
        long counted = count() - count;
        long took = System.nanoTime() - began;
        cpu = ProcessUsage.cpuNanos() - cpu;
        allocated = ProcessUsage.allocatedBytes() - allocated;
        measuring = false;
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
        return String.format(
                        Locale.ROOT,
                        "msgs=%d seconds=%.6f cpu_us=%.1f alloc_bytes=%d",
                        counted,
                        took / 1e9,
                        cpu / 1e3,
                        allocated)
                + percentiles();
    }

    private String percentiles() {
        Histogram all = new Histogram(3);
        lanes.forEach(lane -> all.add(lane.nanos()));
        return all.getTotalCount() == 0
                ? ""
                : " p50_ns=" + all.getValueAtPercentile(50) + " p99_ns=" + all.getValueAtPercentile(99) + " p999_ns="
                        + all.getValueAtPercentile(99.9);
    }

    private long count() {
        return lanes.stream().mapToLong(Lane::count).sum();
    }

    private void awaitMessage(long before) throws InterruptedException {
        while (count() == before) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static void sleep(double seconds) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep((long) (seconds * 1e9));
    }
}
