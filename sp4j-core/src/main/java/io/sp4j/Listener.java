package io.sp4j;

/** Accepts connections at an address. Closed by its socket; all methods may be called from any thread. */
public interface Listener {

    /**
     * The socket that listens.
     *
     * @return the same for the listener's life
     */
    SpSocket socket();

    /**
     * The address with the real port, so that peers can dial it.
     *
     * @return the URL as it was given, but for the port
     */
    String url();

    /**
     * The bound address.
     *
     * @return the address, with the real port
     */
    SpAddress local();

    /**
     * Stops accepting, closes the connections it accepted and gives the address back: it is free when the call returns.
     * Idempotent; waits at most a second.
     */
    void close();

    /** What can be set for one listener; it takes the rest from its socket. */
    interface Config {

        /**
         * Who this side is and, where peers are asked, whom to trust; for addresses with TLS.
         *
         * @param config used for connections made afterwards
         * @return this configuration
         */
        Config tls(TlsConfig config);

        /**
         * The largest body accepted from these peers in bytes; 0 = no limit.
         *
         * @param bytes 0 or more, SP headers not counted; a longer body closes the connection that it comes on
         * @return this configuration
         */
        Config recvMaxSize(int bytes);

        /**
         * Sets any option that listeners have.
         *
         * @param <T> the type of the value
         * @param option one with the scope {@link Option.Scope#LISTENER}
         * @param value within {@link Option#range}
         * @return this configuration
         * @throws SpException.NotSupported when the option does nothing here
         * @throws IllegalArgumentException when the value is out of range, naming it
         */
        <T> Config set(Option<T> option, T value);
    }
}
