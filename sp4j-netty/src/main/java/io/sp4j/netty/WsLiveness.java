package io.sp4j.netty;

/**
 * Whether the peer of a quiet connection is still there: it is pinged every 30 s, and two pings without an answer mean
 * that it is gone.
 *
 * <p>A peer that does not read because its application is slow does not answer either, and must not be taken for dead. So
 * silence counts only while everything that was sent to the peer is known to have been read, by a pong that came behind it.
 * For the rest there is the keep-alive of TCP.
 */
final class WsLiveness {
    private static final int MOST_MISSED = 2;

    private long pings;
    private long messagesAtPing;
    private long messagesRead;
    private boolean heard = true;
    private int missed;

    /** Something came. */
    void heard() {
        heard = true;
    }

    /** A pong came for the ping of this number. */
    void answered(long ping) {
        if (ping == pings) {
            messagesRead = messagesAtPing;
        }
    }

    /**
     * Half a minute is over.
     *
     * @param reading whether this side would have heard
     * @param messages how many messages have been sent so far
     * @return whether the peer is gone
     */
    boolean isGone(boolean reading, long messages) {
        missed = heard || !reading || messages != messagesRead ? 0 : missed + 1;
        heard = false;
        return missed >= MOST_MISSED;
    }

    /** The number of the ping that is to be sent now, behind so many messages. */
    long ping(long messages) {
        messagesAtPing = messages;
        return ++pings;
    }
}
