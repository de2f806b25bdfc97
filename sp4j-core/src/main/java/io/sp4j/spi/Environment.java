package io.sp4j.spi;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where a socket gets its time, its randomness and its transports from. The real one is the default; a simulation
 * brings its own.
 */
public interface Environment {

    /** Starts what one socket needs. */
    Session open();

    /** One socket's share; closed when the socket is closed for good. */
    interface Session extends AutoCloseable {

        /** Time and alarms for this socket. */
        Clock clock();

        /** A generator that only this socket uses, while it holds its lock. */
        RandomGenerator random();

        /** The transport for a scheme in lower case, or empty when there is none. */
        Optional<Transport> transport(String scheme);

        /** Gives back threads and timers; called once, without a lock. */
        @Override
        void close();
    }
}
