package io.sp4j.internal.engine;

import java.util.EnumMap;
import java.util.Map;

/** How often each reason occurred; guarded by the Turn. */
final class ReasonCounts<R extends Enum<R>> {
    private final Class<R> type;
    private long[] counts = {};

    ReasonCounts(Class<R> type) {
        this.type = type;
    }

    void add(R reason, long n) {
        if (counts.length == 0) {
            counts = new long[type.getEnumConstants().length];
        }
        counts[reason.ordinal()] += n;
    }

    void addAll(ReasonCounts<R> other) {
        for (int i = 0; i < other.counts.length; i++) {
            if (other.counts[i] > 0) {
                add(type.getEnumConstants()[i], other.counts[i]);
            }
        }
    }

    long of(R reason) {
        return counts.length == 0 ? 0 : counts[reason.ordinal()];
    }

    /** All reasons together. */
    long sum() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** The reasons that occurred. */
    Map<R, Long> toMap() {
        Map<R, Long> map = new EnumMap<>(type);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                map.put(type.getEnumConstants()[i], counts[i]);
            }
        }
        return map;
    }
}
