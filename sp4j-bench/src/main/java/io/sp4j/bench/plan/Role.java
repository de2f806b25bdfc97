package io.sp4j.bench.plan;

import java.util.Locale;

/** What one party of a workload does with its sockets; the first word of its arguments, whatever its language. */
public enum Role {
    /** Prints {@code VERSION name number} and exits. */
    VERSION,
    /** Receives from each socket in turn. */
    RECEIVE,
    /** Sends on each socket in turn, as fast as it may. */
    SEND,
    /** Sends every message back. */
    ECHO,
    /** Sends a message and waits for what comes back, one at a time on each socket. */
    TRIP,
    /** Answers requests of one socket, {@code n} at once. */
    SERVE,
    /** Keeps {@code n} requests of one socket outstanding. */
    ASK,
    /** Opens a socket, connects, gets one answer and closes, again and again. */
    CONNECT,
    /** Listens for any number of requesters and reports its memory for each line of stdin. */
    IDLE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
