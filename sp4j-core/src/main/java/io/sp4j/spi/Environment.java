package io.sp4j.spi;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Where a socket gets its time, its randomness and its transports from. The real one is the default; a simulation
 * brings its own.
 */
public interface Environment {

    /**
     * Starts what one socket needs.
     *
     * @return for one socket, which closes it
     */
    Session open();

    /** One socket's share; closed when the socket is closed for good. */
    interface Session extends AutoCloseable {

        /**
         * Time and alarms for this socket.
         *
         * @return the same each time
         */
        Clock clock();

        /**
         * A generator that only this socket uses, while it holds its lock.
         *
         * @return the same each time
         */
        RandomGenerator random();

        /**
         * The transport for a scheme; empty when there is none.
         *
         * @param scheme as URLs have it, in lower case
         * @return the transport for all dialers and listeners with that scheme
         */
        Optional<Transport> transport(String scheme);

        /**
         * Where handlers, listeners and completions run unless the builder says.
         *
         * @return empty, as by default, for the threads of the library
         */
        default Optional<Executor> executor() {
            return Optional.empty();
        }

        /**
         * Does the waiting of a blocking call, where threads do not just park: a simulation lets its virtual time pass on
         * the calling thread. May return before {@code over} is true, and is called again then.
         *
         * @param over whether there is nothing to wait for any more
         * @param nanos the longest wait, {@link Long#MAX_VALUE} = for ever
         * @return whether it has waited; false, as by default, has the caller park
         */
        default boolean await(BooleanSupplier over, long nanos) {
            return false;
        }

        /** Gives back threads and timers; called once, without a lock. */
        @Override
        void close();
    }
}
