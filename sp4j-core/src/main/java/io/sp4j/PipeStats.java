package io.sp4j;

import java.util.Map;

/**
 * The counters of one pipe at one moment. Messages and bytes count SP header and body, not framing.
 *
 * <p>At all times {@code enqueued = txMessages + handedBack + the sum of drops + queued}. What was written and not yet read
 * when a connection died cannot be known: only a reply proves delivery.
 *
 * @param id the pipe
 * @param remote the peer's address
 * @param endpoint the URL of the dialer or listener that made it
 * @param enqueued messages given to this pipe to send
 * @param txMessages messages written whole to the operating system, or taken over by the peer in this process
 * @param txBytes their bytes
 * @param rxMessages messages received
 * @param rxBytes their bytes
 * @param queued messages given to the pipe and not yet written whole
 * @param mostQueued its high-water mark, to within a sixteenth
 * @param handedBack messages never begun that the protocol took back when the pipe ended
 * @param drops messages given to this pipe and dropped, by reason; only reasons that occurred
 * @param protocolDrops messages that the protocol dropped on account of this pipe, received or about to be sent and no part
 *     of the sum above, by reason; only reasons that occurred
 */
public record PipeStats(
        int id,
        SpAddress remote,
        String endpoint,
        long enqueued,
        long txMessages,
        long txBytes,
        long rxMessages,
        long rxBytes,
        long queued,
        long mostQueued,
        long handedBack,
        Map<DropReason, Long> drops,
        Map<DropReason, Long> protocolDrops) {

    /**
     * Copies the maps.
     *
     * @param id as above
     * @param remote as above
     * @param endpoint as above
     * @param enqueued as above
     * @param txMessages as above
     * @param txBytes as above
     * @param rxMessages as above
     * @param rxBytes as above
     * @param queued as above
     * @param mostQueued as above
     * @param handedBack as above
     * @param drops as above
     * @param protocolDrops as above
     */
    public PipeStats {
        drops = Map.copyOf(drops);
        protocolDrops = Map.copyOf(protocolDrops);
    }

    /**
     * The counters in one line.
     *
     * @return as for a log
     */
    @Override
    public String toString() {
        return "pipe " + id + " to " + remote + ": sent " + txMessages + ", received " + rxMessages + ", queued "
                + queued
                + ", most " + mostQueued + CountsText.unlessEmpty(", dropped ", drops)
                + CountsText.unlessEmpty(", dropped by the protocol ", protocolDrops);
    }
}
