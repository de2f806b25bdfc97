package io.sp4j;

import java.time.Duration;
import java.util.Optional;

/**
 * Keeps one connection to an address, dialing again when it is lost. Closed by its socket; all methods may be called
 * from any thread.
 */
public interface Dialer {

    /** What a dialer is doing. */
    enum State {
        /** Not started, or the one attempt of a blocking dial failed. */
        IDLE,
        /** An attempt is running. */
        CONNECTING,
        /** The connection is up. */
        UP,
        /** Waits before the next attempt. */
        WAITING,
        /** Closed for good. */
        CLOSED
    }

    /** The socket that dials. */
    SpSocket socket();

    /** The address as it was given. */
    String url();

    /** What it is doing now. */
    State state();

    /** The connection, while it is up. */
    Optional<Pipe> pipe();

    /** Why the last attempt failed; empty once one has succeeded. */
    Optional<SpException> lastError();

    /**
     * Waits until the connection is up.
     *
     * @throws SpException.Timeout when it is not in time; the message tells the last error
     * @throws SpException.Closed when the dialer is closed, before or during the call
     * @throws SpException.Interrupted when the thread is interrupted while it waits
     */
    Pipe awaitConnected(Duration timeout);

    /** Stops dialing and closes the connection without waiting for queued messages. Idempotent, returns at once. */
    void close();

    /** What can be set for one dialer; it takes the rest from its socket. */
    interface Config {

        /** How {@code dial} goes about it; default {@link DialMode#TRY_THEN_BACKGROUND}. */
        Config mode(DialMode mode);

        /** The first and the longest delay before dialing again; at least 10 ms are waited. */
        Config reconnect(Duration min, Duration max);

        /** How long one attempt may take, all addresses and the handshake together. */
        Config dialTimeout(Duration timeout);

        /** Whom to trust and, where the server asks, who this side is; for addresses with TLS. */
        Config tls(TlsConfig config);

        /** The largest body accepted from this peer in bytes; 0 = no limit. */
        Config recvMaxSize(int bytes);

        /** Sets any option that dialers have. */
        <T> Config set(Option<T> option, T value);
    }
}
