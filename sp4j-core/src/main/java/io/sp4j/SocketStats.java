package io.sp4j;

import java.util.List;
import java.util.Map;

/**
 * The counters of a socket at one moment, since it was opened; those of pipes that are gone are included.
 *
 * @param name the socket's name
 * @param protocol what it speaks
 * @param txMessages messages written whole
 * @param txBytes their bytes, SP headers included
 * @param rxMessages messages received
 * @param rxBytes their bytes, SP headers included
 * @param dialers how many there are now
 * @param listeners how many there are now
 * @param connects connections that came up, dialed or accepted
 * @param rejects connections refused after their handshake, by an attach handler or the protocol
 * @param dialFailures attempts to dial that failed
 * @param callbackFailures how often a handler or listener of the application threw, or gave no answer
 * @param handshakeFailures accepted connections that did not get through their handshake, by reason
 * @param closes pipes that ended, by reason
 * @param drops messages dropped, by reason
 * @param events events dropped because their queue was full
 * @param pipes the live pipes
 */
public record SocketStats(
        String name,
        Protocol protocol,
        long txMessages,
        long txBytes,
        long rxMessages,
        long rxBytes,
        int dialers,
        int listeners,
        long connects,
        long rejects,
        long dialFailures,
        long callbackFailures,
        Map<CloseReason, Long> handshakeFailures,
        Map<CloseReason, Long> closes,
        Map<DropReason, Long> drops,
        long events,
        List<PipeStats> pipes) {

    /**
     * Copies the collections.
     *
     * @param name as above
     * @param protocol as above
     * @param txMessages as above
     * @param txBytes as above
     * @param rxMessages as above
     * @param rxBytes as above
     * @param dialers as above
     * @param listeners as above
     * @param connects as above
     * @param rejects as above
     * @param dialFailures as above
     * @param callbackFailures as above
     * @param handshakeFailures as above
     * @param closes as above
     * @param drops as above
     * @param events as above
     * @param pipes as above
     */
    public SocketStats {
        handshakeFailures = Map.copyOf(handshakeFailures);
        closes = Map.copyOf(closes);
        drops = Map.copyOf(drops);
        pipes = List.copyOf(pipes);
    }

    /** A readable tree, one line a counter group. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(name).append(" (").append(protocol.wireName()).append(")\n");
        text.append("  sent      ")
                .append(txMessages)
                .append(" messages, ")
                .append(txBytes)
                .append(" bytes\n");
        text.append("  received  ")
                .append(rxMessages)
                .append(" messages, ")
                .append(rxBytes)
                .append(" bytes\n");
        text.append("  connects  ").append(connects).append(", rejected ").append(rejects);
        text.append(", dial failures ").append(dialFailures).append('\n');
        if (callbackFailures > 0) {
            text.append("  callbacks that failed ").append(callbackFailures).append('\n');
        }
        group(text, "handshake failures", handshakeFailures);
        group(text, "closed", closes);
        group(text, "dropped", drops);
        for (PipeStats pipe : pipes) {
            text.append("  pipe ").append(pipe.id()).append(": sent ").append(pipe.txMessages());
            text.append(", received ").append(pipe.rxMessages());
            text.append(", queued ").append(pipe.queued()).append('\n');
        }
        return text.toString();
    }

    private static void group(StringBuilder text, String title, Map<?, Long> counts) {
        if (!counts.isEmpty()) {
            text.append("  ").append(title).append(' ').append(counts).append('\n');
        }
    }
}
