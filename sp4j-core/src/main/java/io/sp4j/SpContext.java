package io.sp4j;

import io.sp4j.internal.engine.ContextCore;

/**
 * The state of one exchange of a socket, so that many can be under way on the same connections: a request and its reply, for
 * example. Cheap, without a thread; closed with its socket. All methods may be called from any thread.
 */
public abstract sealed class SpContext implements AutoCloseable permits DuplexContext, ReceivingContext {
    private final SpSocket socket;
    private final ContextCore core;

    SpContext(SpSocket socket, ContextCore core) {
        this.socket = socket;
        this.core = core;
    }

    final ContextCore core() {
        return core;
    }

    /**
     * The socket that it belongs to.
     *
     * @return the socket that opened it
     */
    public final SpSocket socket() {
        return socket;
    }

    /**
     * The value of an option.
     *
     * @param <T> the type of the value
     * @param option any that contexts of this protocol have
     * @return what was set, else what the socket had when it opened the context
     * @throws SpException.NotSupported when the option does nothing on this context
     */
    public final <T> T get(Option<T> option) {
        return core.get(option);
    }

    /**
     * Changes an option for this context only; calls that begin afterwards see it.
     *
     * @param <T> the type of the value
     * @param option any that contexts of this protocol have
     * @param value within {@link Option#range}
     * @throws SpException.NotSupported when the option does nothing on this context
     * @throws SpException.Closed when the context or its socket is closed
     * @throws IllegalArgumentException when the value is out of range, naming it
     */
    public final <T> void set(Option<T> option, T value) {
        core.set(option, value);
    }

    /** Fails what waits here with {@link SpException.Closed} and forgets the rest; connections stay. Idempotent. */
    @Override
    public final void close() {
        core.close();
    }

    /**
     * Whether it or its socket is closed.
     *
     * @return true from the moment that either is closed
     */
    public final boolean isClosed() {
        return core.isClosed();
    }
}
