package io.sp4j.spi;

import io.sp4j.SpException;
import java.util.Set;

/**
 * A way to reach peers; found by {@link java.util.ServiceLoader}.
 *
 * <p>The methods are called without a lock, validate the address and do no I/O. A malformed address is
 * {@link SpException.AddressInvalid}.
 */
public interface Transport {

    /**
     * The URL schemes it serves, in lower case.
     *
     * @return one or more, the same each time
     */
    Set<String> schemes();

    /**
     * Prepares to dial; connects nothing yet.
     *
     * @param to an address with one of the schemes
     * @param config what counts for the connections
     * @return for one dialer, which closes it
     * @throws SpException.AddressInvalid when a part of the address is missing or wrong
     */
    Connector connector(Address to, LinkConfig config);

    /**
     * Prepares to listen; binds nothing yet.
     *
     * @param at an address with one of the schemes
     * @param config what counts for the connections
     * @return for one listener, which closes it
     * @throws SpException.AddressInvalid when a part of the address is missing or wrong
     */
    Acceptor acceptor(Address at, LinkConfig config);
}
