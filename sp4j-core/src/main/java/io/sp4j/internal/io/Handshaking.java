package io.sp4j.internal.io;

import io.sp4j.CloseReason;

/** A connection while its handshake is under way, as its acceptor or connector sees it. */
public interface Handshaking {

    /** When something last arrived that was waited for; on the loop of the connection's {@link Connected}. */
    long lastProgress();

    /** Does the handshake, which fails at {@code deadlineNanos}; on that loop. */
    void begin(long deadlineNanos);

    /** Closes the connection; any thread. */
    void close(CloseReason why, String detail);

    /** Keeps count of connections; told on that loop. */
    interface Watcher {
        /** The handshake is done and the connection in use. */
        default void started(Handshaking connection) {}

        /** The connection is closed. */
        default void ended(Handshaking connection) {}
    }
}
