package io.sp4j;

import java.util.List;
import java.util.Map;

/**
 * The counters of a socket at one moment, since it was opened: a tree with its dialers, listeners and pipes. What pipes,
 * dialers and listeners counted that are gone is included in the socket's own counters. Maps have only what occurred.
 *
 * @param name the socket's name
 * @param protocol what it speaks
 * @param txMessages messages written whole
 * @param txBytes their bytes, SP headers included
 * @param rxMessages messages received
 * @param rxBytes their bytes, SP headers included
 * @param unread received messages that wait for a receiver now
 * @param mostUnread its high-water mark, to within a sixteenth; where contexts or peers have queues of their own, that of
 *     the fullest
 * @param unsent accepted messages that wait because no pipe is ready, in {@code send-buffer}
 * @param mostUnsent its high-water mark
 * @param connects connections that came up, dialed or accepted
 * @param reconnects those of them that a dialer made after it had lost an earlier one
 * @param rejects connections refused by this side after their handshake, by an attach handler or the protocol, by reason
 * @param dialFailures attempts to dial that failed
 * @param acceptFailures how often the operating system did not hand over a connection to a listener
 * @param handshakeFailures accepted connections that did not get through their handshake, by reason
 * @param callbackFailures how often a handler or listener of the application threw, or gave no answer
 * @param closes pipes that ended, by reason
 * @param drops messages dropped, by reason
 * @param lostEvents events that were not delivered because 1,024 of them waited for a listener
 * @param dialers the dialers that there are now
 * @param listeners the listeners that there are now
 * @param pipes the live pipes
 */
public record SocketStats(
        String name,
        Protocol protocol,
        long txMessages,
        long txBytes,
        long rxMessages,
        long rxBytes,
        int unread,
        int mostUnread,
        int unsent,
        int mostUnsent,
        long connects,
        long reconnects,
        Map<CloseReason, Long> rejects,
        long dialFailures,
        long acceptFailures,
        Map<CloseReason, Long> handshakeFailures,
        long callbackFailures,
        Map<CloseReason, Long> closes,
        Map<DropReason, Long> drops,
        long lostEvents,
        List<DialerStats> dialers,
        List<ListenerStats> listeners,
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
     * @param unread as above
     * @param mostUnread as above
     * @param unsent as above
     * @param mostUnsent as above
     * @param connects as above
     * @param reconnects as above
     * @param rejects as above
     * @param dialFailures as above
     * @param acceptFailures as above
     * @param handshakeFailures as above
     * @param callbackFailures as above
     * @param closes as above
     * @param drops as above
     * @param lostEvents as above
     * @param dialers as above
     * @param listeners as above
     * @param pipes as above
     */
    public SocketStats {
        rejects = Map.copyOf(rejects);
        handshakeFailures = Map.copyOf(handshakeFailures);
        closes = Map.copyOf(closes);
        drops = Map.copyOf(drops);
        dialers = List.copyOf(dialers);
        listeners = List.copyOf(listeners);
        pipes = List.copyOf(pipes);
    }

    /**
     * A readable tree: a line for each group of counters in which something occurred, and for each part.
     *
     * @return several lines, the last ends with a line break too
     */
    @Override
    public String toString() {
        Tree tree = new Tree(name + " (" + protocol.wireName() + ")");
        tree.line("sent      " + txMessages + " messages, " + txBytes + " bytes");
        tree.line("received  " + rxMessages + " messages, " + rxBytes + " bytes");
        tree.line("connects  " + connects + ", reconnects " + reconnects + ", rejected " + CountsText.sum(rejects)
                + ", dial failures " + dialFailures);
        tree.lineIf(mostUnread, "unread    " + unread + ", most " + mostUnread);
        tree.lineIf(mostUnsent, "unsent    " + unsent + ", most " + mostUnsent);
        tree.counts("rejected", rejects);
        tree.counts("handshake failures", handshakeFailures);
        tree.lineIf(acceptFailures, "accept failures " + acceptFailures);
        tree.lineIf(callbackFailures, "callbacks that failed " + callbackFailures);
        tree.counts("closed", closes);
        tree.counts("dropped", drops);
        tree.lineIf(lostEvents, "lost events " + lostEvents);
        dialers.forEach(tree::line);
        listeners.forEach(tree::line);
        pipes.forEach(tree::line);
        return tree.text.toString();
    }

    /** A line with indented ones below. */
    private static final class Tree {
        final StringBuilder text = new StringBuilder();

        Tree(String root) {
            text.append(root).append('\n');
        }

        void line(Object content) {
            text.append("  ").append(content).append('\n');
        }

        void lineIf(long count, String content) {
            if (count > 0) {
                line(content);
            }
        }

        <R extends Enum<R>> void counts(String title, Map<R, Long> counts) {
            if (!counts.isEmpty()) {
                line(CountsText.unlessEmpty(title + " ", counts));
            }
        }
    }
}
