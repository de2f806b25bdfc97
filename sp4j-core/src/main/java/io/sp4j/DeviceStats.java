package io.sp4j;

import java.util.Map;

/**
 * The counters of a device at one moment, since it was started.
 *
 * @param forward from the first socket to the second, or from a socket to itself
 * @param backward from the second socket to the first
 * @param missedByTaps messages that passed and were not shown to taps, because too many waited to be
 */
public record DeviceStats(Way forward, Way backward, long missedByTaps) {

    /**
     * What went one way.
     *
     * @param messages accepted by the sending socket; what became of copies for several peers is in that socket's counters
     * @param bytes their bodies
     * @param drops messages that were received and not sent, by reason; the sending socket counts them as well
     */
    public record Way(long messages, long bytes, Map<DropReason, Long> drops) {

        /**
         * Copies the map.
         *
         * @param messages as above
         * @param bytes as above
         * @param drops as above
         */
        public Way {
            drops = Map.copyOf(drops);
        }
    }
}
