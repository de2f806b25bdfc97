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

    /** The URL schemes it serves, in lower case. */
    Set<String> schemes();

    /** Prepares to dial; connects nothing yet. */
    Connector connector(Address to, LinkConfig config);

    /** Prepares to listen; binds nothing yet. */
    Acceptor acceptor(Address at, LinkConfig config);
}
