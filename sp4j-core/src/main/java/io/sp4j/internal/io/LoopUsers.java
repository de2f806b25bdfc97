package io.sp4j.internal.io;

import io.sp4j.spi.Environment;
import java.nio.channels.SelectionKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whose connections a loop serves, and how many of them wait to write on; belongs to whoever drives it. */
final class LoopUsers {
    /** With more connections a thread that waits for one message would serve too many others. */
    private static final int MOST_LED = 8;

    private final Map<Environment.Session, Integer> connections = new HashMap<>(2);
    private int heldUp;
    private volatile Environment.@Nullable Session only;

    /** A connection of this socket is in use. */
    void joined(Environment.Session session) {
        connections.merge(session, 1, Integer::sum);
        findOnly();
    }

    /** A connection of this socket is closed. */
    void left(Environment.Session session) {
        connections.computeIfPresent(session, (s, n) -> n == 1 ? null : n - 1);
        findOnly();
    }

    private void findOnly() {
        Environment.Session one = null;
        if (connections.size() == 1) {
            Map.Entry<Environment.Session, Integer> entry =
                    connections.entrySet().iterator().next();
            one = entry.getValue() <= MOST_LED ? entry.getKey() : null;
        }
        only = one;
    }

    /** Whether all connections are this socket's, and few; any thread, the answer may be old. */
    boolean isOnly(Environment.Session session) {
        return only == session;
    }

    /** What a connection is interested in has changed. */
    void interest(int before, int after) {
        if (((before ^ after) & SelectionKey.OP_WRITE) != 0) {
            heldUp += (after & SelectionKey.OP_WRITE) != 0 ? 1 : -1;
        }
    }

    /** Whether a connection waits until it can write on. */
    boolean areHeldUp() {
        return heldUp > 0;
    }
}
