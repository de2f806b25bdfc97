package io.sp4j.spi;

/** Makes connections to one address, one at a time. */
public interface Connector {

    /**
     * Starts one attempt: names are resolved, all addresses tried in order, the handshake done. Returns at once; ends
     * with exactly one call of {@link LinkListener#opened} or {@link LinkListener#failed}, on any thread.
     *
     * @param listener told how it ended
     * @param deadlineNanos when the attempt fails with a timeout, on the clock of the configuration
     */
    void connect(LinkListener listener, long deadlineNanos);

    /** Gives up a running attempt, which then fails with {@code Closed}, and makes no more. Idempotent. */
    void close();
}
