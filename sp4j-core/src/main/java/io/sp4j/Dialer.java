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

    /**
     * The socket that dials.
     *
     * @return the same for the dialer's life
     */
    SpSocket socket();

    /**
     * The address as it was given.
     *
     * @return the URL, unchanged
     */
    String url();

    /**
     * What it is doing now.
     *
     * @return its state, which may change at any time
     */
    State state();

    /**
     * The connection, while it is up.
     *
     * @return empty while it is not connected
     */
    Optional<Pipe> pipe();

    /**
     * Why the last attempt failed; empty once one has succeeded.
     *
     * @return the failure as {@link DialMode#BLOCKING} would have thrown it; empty before the first
     */
    Optional<SpException> lastError();

    /**
     * Waits until the connection is up.
     *
     * @param timeout zero does not wait, {@link Options#FOREVER} waits for ever
     * @return the connection, which may be lost again by then
     * @throws SpException.Timeout when it is not in time; the message tells the last error
     * @throws SpException.Closed when the dialer is closed, before or during the call
     * @throws SpException.Interrupted when the thread is interrupted while it waits
     */
    Pipe awaitConnected(Duration timeout);

    /** Stops dialing and closes the connection without waiting for queued messages. Idempotent, returns at once. */
    void close();

    /** What can be set for one dialer; it takes the rest from its socket. */
    interface Config {

        /**
         * How {@code dial} goes about it; default {@link DialMode#TRY_THEN_BACKGROUND}.
         *
         * @param mode whether to wait for the first attempt, and what its failure means
         * @return this configuration
         */
        Config mode(DialMode mode);

        /**
         * The first and the longest delay before dialing again. Each delay is drawn at random between a quarter of it and
         * the whole; at least 10 ms are waited.
         *
         * @param min zero or more; 100 ms by default, every failure doubles it
         * @param max 5 s by default; zero = no growth
         * @return this configuration
         */
        Config reconnect(Duration min, Duration max);

        /**
         * How long one attempt may take, all addresses and the handshake together.
         *
         * @param timeout 1 ms or more; 10 s by default
         * @return this configuration
         */
        Config dialTimeout(Duration timeout);

        /**
         * Whom to trust and, where the server asks, who this side is; for addresses with TLS.
         *
         * @param config used for connections made afterwards
         * @return this configuration
         */
        Config tls(TlsConfig config);

        /**
         * The largest body accepted from this peer in bytes; 0 = no limit.
         *
         * @param bytes 0 or more, SP headers not counted; a longer body closes the connection
         * @return this configuration
         */
        Config recvMaxSize(int bytes);

        /**
         * Sets any option that dialers have.
         *
         * @param <T> the type of the value
         * @param option one with the scope {@link Option.Scope#DIALER}
         * @param value within {@link Option#range}
         * @return this configuration
         * @throws SpException.NotSupported when the option does nothing here
         * @throws IllegalArgumentException when the value is out of range, naming it
         */
        <T> Config set(Option<T> option, T value);
    }
}
