package io.sp4j.spi;

import io.sp4j.SpAddress;
import io.sp4j.SpException;

/** Accepts connections at one address. */
public interface Acceptor {

    /**
     * Binds and begins to accept. Blocks for local work only.
     *
     * @param listener told about every connection, on threads of the transport
     * @throws SpException when the address cannot be bound
     */
    void bind(LinkListener listener);

    /**
     * The bound address with the real port.
     *
     * @return the address; not before {@link #bind}
     */
    SpAddress local();

    /**
     * The URL with the real port; peers on this machine may dial it unless its host is a wildcard.
     *
     * @return the URL as it was given, but for the port; not before {@link #bind}
     */
    String url();

    /**
     * Stops accepting, cuts handshakes that are under way and gives the address back. Waits, at most a second, until
     * the address is free; never on a thread of the transport. Links that were opened stay. Idempotent.
     */
    void close();
}
