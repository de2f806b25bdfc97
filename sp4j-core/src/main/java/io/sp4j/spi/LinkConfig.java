package io.sp4j.spi;

import io.sp4j.Option;
import io.sp4j.Protocol;
import java.time.Duration;

/**
 * What a transport needs to know about the socket that it serves.
 *
 * @param protocol the protocol spoken on this side
 * @param session the socket's time, randomness and threads
 * @param handshakeTimeout from connect or accept until the peer's header is verified
 * @param affinity links of the same socket share it; a transport may use it to keep them on one thread
 * @param options the endpoint's options, its socket's where it has none of its own
 */
public record LinkConfig(
        Protocol protocol, Environment.Session session, Duration handshakeTimeout, int affinity, Values options) {

    /** How many bytes SP headers may add to the largest body that is accepted. */
    public static final int HEADER_ALLOWANCE = 64;

    /** The current value of each option. */
    @FunctionalInterface
    public interface Values {
        /**
         * The value that counts now.
         *
         * @param <T> the type of the value
         * @param option any
         * @return what was set last, else the default
         */
        <T> T get(Option<T> option);
    }

    /**
     * The value of an option that counts now.
     *
     * @param <T> the type of the value
     * @param option any
     * @return what was set last, else the default
     */
    public <T> T get(Option<T> option) {
        return options.get(option);
    }

    /**
     * The time of the session.
     *
     * @return the clock that all deadlines of the socket are on
     */
    public Clock clock() {
        return session.clock();
    }
}
