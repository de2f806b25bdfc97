package io.sp4j;

import java.util.Map;

/**
 * The counters of one listener at one moment, since it was made.
 *
 * @param url the address with the real port
 * @param pipes connections that it accepted and that are up
 * @param connects connections that came up
 * @param rejects connections refused by this side after their handshake, by an attach handler or the protocol
 * @param acceptFailures how often the operating system did not hand over a connection
 * @param handshakeFailures connections that did not get through their handshake, by reason; only reasons that occurred
 * @param recvMaxSize the largest body accepted in bytes; 0 = no limit
 */
public record ListenerStats(
        String url,
        int pipes,
        long connects,
        long rejects,
        long acceptFailures,
        Map<CloseReason, Long> handshakeFailures,
        int recvMaxSize) {

    /**
     * Copies the map.
     *
     * @param url as above
     * @param pipes as above
     * @param connects as above
     * @param rejects as above
     * @param acceptFailures as above
     * @param handshakeFailures as above
     * @param recvMaxSize as above
     */
    public ListenerStats {
        handshakeFailures = Map.copyOf(handshakeFailures);
    }

    /**
     * The counters in one line.
     *
     * @return as for a log
     */
    @Override
    public String toString() {
        return "listener " + url + ": pipes " + pipes + ", connects " + connects + ", rejected " + rejects
                + (acceptFailures == 0 ? "" : ", accept failures " + acceptFailures)
                + CountsText.unlessEmpty(", handshake failures ", handshakeFailures);
    }
}
