package io.sp4j.cli.demo;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long requests took, counted in buckets whose width is a thirty-second of the power of two they lie in, so that
 * percentiles are true within about three percent. Not for several threads at once.
 */
public final class Latencies {
    private static final int STEP_BITS = 5;
    private static final int STEPS = 1 << STEP_BITS;

    private final Map<Integer, Long> counts = new TreeMap<>();
    private long count;

    /** Counts one request. */
    public void record(long nanos) {
        add(bucket(Math.max(nanos, 0)), 1);
    }

    /** Counts all that another has counted. */
    void add(Latencies other) {
        other.counts.forEach(this::add);
    }

    private void add(int bucket, long times) {
        counts.merge(bucket, times, Long::sum);
        count += times;
    }

    /** How many requests were counted. */
    public long count() {
        return count;
    }

    /** The time that so many of a hundred did not exceed; zero when nothing was counted. */
    public Duration percentile(double percent) {
        long rank = (long) Math.ceil(count * percent / 100);
        long seen = 0;
        for (Map.Entry<Integer, Long> bucket : counts.entrySet()) {
            seen += bucket.getValue();
            if (seen >= rank) {
                return Duration.ofNanos(upperBound(bucket.getKey()));
            }
        }
        return Duration.ZERO;
    }

    /** Values below 32 have buckets of their own; above, the power of two and the five bits after the first. */
    private static int bucket(long nanos) {
        int shift = Math.max(0, Long.SIZE - STEP_BITS - 1 - Long.numberOfLeadingZeros(nanos));
        return shift * STEPS + (int) (nanos >>> shift);
    }

    private static long upperBound(int bucket) {
        int shift = Math.max(0, bucket / STEPS - 1);
        long step = bucket - (long) shift * STEPS;
        return ((step + 1) << shift) - 1;
    }

    /** Bucket and count of each, for {@link #parse}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        counts.forEach((bucket, times) -> text.append(text.isEmpty() ? "" : ",")
                .append(bucket)
                .append(':')
                .append(times));
        return text.isEmpty() ? "none" : text.toString();
    }

    /** Reads what {@link #toString} wrote. */
    static Latencies parse(String text) {
        Latencies latencies = new Latencies();
        if (!text.equals("none")) {
            for (String pair : text.split(",")) {
                int colon = pair.indexOf(':');
                latencies.add(Integer.parseInt(pair.substring(0, colon)), Long.parseLong(pair.substring(colon + 1)));
            }
        }
        return latencies;
    }
}
