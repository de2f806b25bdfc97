package io.sp4j;

/** Accepts connections at an address. Closed by its socket; all methods may be called from any thread. */
public interface Listener {

    /** The socket that listens. */
    SpSocket socket();

    /** The address with the real port, so that peers can dial it. */
    String url();

    /** The bound address. */
    SpAddress local();

    /**
     * Stops accepting, closes the connections it accepted and gives the address back: it is free when the call returns.
     * Idempotent; waits at most a second.
     */
    void close();

    /** What can be set for one listener; it takes the rest from its socket. */
    interface Config {

        /** Who this side is and, where peers are asked, whom to trust; for addresses with TLS. */
        Config tls(TlsConfig config);

        /** The largest body accepted from these peers in bytes; 0 = no limit. */
        Config recvMaxSize(int bytes);

        /** Sets any option that listeners have. */
        <T> Config set(Option<T> option, T value);
    }
}
