package io.sp4j;

import java.util.Map;

/**
 * The counters of one dialer at one moment, since it was made.
 *
 * @param url the address as it was given
 * @param state what it is doing
 * @param connects connections that came up
 * @param reconnects those of them that came after an earlier one was lost
 * @param rejects connections refused by this side after their handshake, by an attach handler or the protocol
 * @param failures attempts that failed, rejects included, by error; only errors that occurred
 * @param recvMaxSize the largest body accepted in bytes; 0 = no limit
 */
public record DialerStats(
        String url,
        Dialer.State state,
        long connects,
        long reconnects,
        long rejects,
        Map<ErrorCode, Long> failures,
        int recvMaxSize) {

    /**
     * Copies the map.
     *
     * @param url as above
     * @param state as above
     * @param connects as above
     * @param reconnects as above
     * @param rejects as above
     * @param failures as above
     * @param recvMaxSize as above
     */
    public DialerStats {
        failures = Map.copyOf(failures);
    }

    /**
     * The counters in one line.
     *
     * @return as for a log
     */
    @Override
    public String toString() {
        return "dialer " + url + ": " + state + ", connects " + connects + ", reconnects " + reconnects + ", rejected "
                + rejects + CountsText.unlessEmpty(", failures ", failures);
    }
}
