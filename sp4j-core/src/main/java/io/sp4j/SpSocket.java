package io.sp4j;

import io.sp4j.internal.engine.SocketCore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One end of a pattern: it listens, dials, and exchanges messages with the peers it is connected to. What its protocol cannot
 * do is not on its type. All methods may be called from any thread.
 *
 * <p>Who opens a socket closes it; its dialers, listeners, pipes and contexts go with it.
 */
public abstract sealed class SpSocket implements AutoCloseable permits DuplexSocket, SendingSocket, ReceivingSocket {
    private final SocketCore core;

    SpSocket(Protocol protocol, SocketBuilder<?, ?> builder) {
        this.core = new SocketCore(this, protocol, builder.setup());
    }

    final SocketCore core() {
        return core;
    }

    // ---- endpoints -------------------------------------------------------------------------------------------------

    /**
     * Binds and begins to accept connections.
     *
     * @param url where, such as {@code tcp://127.0.0.1:0}; port 0 picks a free one, which the handle knows
     * @throws SpException.AddressInvalid when the URL is malformed, naming the part, or its host is not of this machine
     * @throws SpException.AddressInUse when somebody else listens there
     * @throws SpException.PermissionDenied when this process may not listen there
     * @throws SpException.NotSupported when no transport serves the scheme, naming the module to add
     */
    public final Listener listen(String url) {
        return core.endpoints().listen(url, core.endpoints().newOptions());
    }

    /** As {@link #listen(String)}, with settings for this listener only. */
    public final Listener listen(String url, Consumer<? super Listener.Config> how) {
        EndpointConfig config = new EndpointConfig(core.endpoints().newOptions(), Option.Scope.LISTENER);
        how.accept(config.listener());
        return core.endpoints().listen(url, config.values());
    }

    /**
     * Dials with {@link DialMode#TRY_THEN_BACKGROUND}: tries once, at most the dial timeout (10 s); if that fails, it is
     * logged and tried again in the background until it succeeds.
     *
     * @throws SpException.AddressInvalid when the URL is malformed, naming the part
     * @throws SpException.NotSupported when no transport serves the scheme, naming the module to add
     * @throws SpException.Interrupted when the thread is interrupted while it waits; nothing is dialed then
     */
    public final Dialer dial(String url) {
        return dial(url, DialMode.TRY_THEN_BACKGROUND);
    }

    /**
     * Dials in the given way; {@link DialMode#BLOCKING} throws whatever the one attempt fails with, such as
     * {@link SpException.ConnectionRefused}, {@link SpException.Timeout} or {@link SpException.ProtocolError}, and leaves
     * nothing behind.
     */
    public final Dialer dial(String url, DialMode mode) {
        return core.endpoints().dial(url, mode, core.endpoints().newOptions());
    }

    /** As {@link #dial(String)}, with settings for this dialer only. */
    public final Dialer dial(String url, Consumer<? super Dialer.Config> how) {
        EndpointConfig config = new EndpointConfig(core.endpoints().newOptions(), Option.Scope.DIALER);
        how.accept(config.dialer());
        return core.endpoints().dial(url, config.mode(), config.values());
    }

    /**
     * Dials in the background. The future is done when the first pipe is up; cancelling it closes the dialer.
     *
     * @throws SpException.AddressInvalid when the URL is malformed, at once
     */
    public final CompletableFuture<Dialer> dialAsync(String url) {
        return core.endpoints().dialAsync(url, core.endpoints().newOptions());
    }

    /**
     * The URL of the only listener, with its real port.
     *
     * @throws SpException.BadState when there is no listener, or several
     * @throws SpException.Closed when the socket is closed
     */
    public final String url() {
        List<Listener> all = listeners();
        if (all.size() != 1) {
            core.checkOpen();
            throw ErrorCode.BAD_STATE.exception(
                    name() + " has " + all.size() + " listeners, so it has no one url; ask a listener");
        }
        return all.get(0).url();
    }

    /** The listeners that are open, as they are now. */
    public final List<Listener> listeners() {
        return core.endpoints().listeners();
    }

    /** The dialers that are open, as they are now. */
    public final List<Dialer> dialers() {
        return core.endpoints().dialers();
    }

    /** The connections that are up, as they are now. */
    public final List<Pipe> pipes() {
        return core.pipes();
    }

    /**
     * Waits until at least so many connections are up, and answers all there are.
     *
     * @throws SpException.Timeout when there are too few in time; the message tells how many and why
     * @throws SpException.Closed when the socket is closed, before or during the call
     * @throws SpException.Interrupted when the thread is interrupted while it waits
     */
    public final List<Pipe> awaitPipes(int atLeast, Duration timeout) {
        return core.awaitPipes(atLeast, timeout);
    }

    // ---- about it --------------------------------------------------------------------------------------------------

    /** What this socket speaks. */
    public final Protocol protocol() {
        return core.protocol();
    }

    /** Whether the SP headers of messages are visible and the application's business. */
    public final boolean isRaw() {
        return core.isRaw();
    }

    /** The name for logs, events and statistics; made up unless it was set. */
    public final String name() {
        return core.name();
    }

    /** The value of an option; {@link SpException.NotSupported} when it does nothing on this socket. */
    public final <T> T get(Option<T> option) {
        return core.get(option);
    }

    /** Changes an option; {@link Option#mutability} says from when on it counts. */
    public final <T> void set(Option<T> option, T value) {
        core.set(option, value);
    }

    /** The counters at this moment. */
    public final SocketStats stats() {
        return core.stats();
    }

    /** Calls {@code action} for each event of this type from now on; {@code SocketEvent.class} means all of them. */
    public final <E extends SocketEvent> Registration onEvent(Class<E> type, Consumer<? super E> action) {
        return core.onEvent(type, action);
    }

    /**
     * Asks {@code accept} about each new connection before it is used; false or an exception refuses it. Nothing is read
     * from the peer meanwhile, and the handshake timeout goes on.
     */
    public final Registration onAttach(Predicate<? super Pipe> accept) {
        return core.endpoints().onAttach(accept);
    }

    // ---- closing ---------------------------------------------------------------------------------------------------

    /**
     * Closes: waiting calls fail with {@link SpException.Closed}, what was accepted is written for at most the linger time
     * (1 s unless set), then everything is gone. Idempotent, from any thread; a second call waits for the first. From an
     * event listener of this socket it starts that and returns.
     */
    @Override
    public final void close() {
        core.close();
    }

    /** Closes with this linger time, zero meaning at once, and tells what became of the accepted messages. */
    public final CloseReport close(Duration linger) {
        return core.close(linger);
    }

    /** As {@link #close(Duration)}, without blocking. */
    public final CompletableFuture<CloseReport> closeAsync(Duration linger) {
        return core.closeAsync(linger);
    }

    /** Whether it is closed or about to be. */
    public final boolean isClosed() {
        return core.isClosed();
    }

    /** The protocol, the name and the number of pipes. */
    @Override
    public final String toString() {
        int pipes = pipes().size();
        return (isRaw() ? "raw " : "") + protocol().wireName() + " " + name() + " (" + pipes
                + (pipes == 1 ? " pipe" : " pipes") + (isClosed() ? ", closed)" : ")");
    }
}
