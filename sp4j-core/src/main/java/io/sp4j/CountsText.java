package io.sp4j;

import java.util.Map;
import java.util.TreeMap;

/** Counters by reason as text, in the order of the reasons' declaration. */
final class CountsText {
    private CountsText() {}

    /** {@code title{reason=count, ...}}, or nothing where nothing was counted. */
    static <R extends Enum<R>> String unlessEmpty(String title, Map<R, Long> counts) {
        return counts.isEmpty() ? "" : title + new TreeMap<>(counts);
    }

    /** All reasons together. */
    static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
