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
 *
 * <pre>{@code
 * try (Push0 push = Push0.open();
 *         Pull0 pull = Pull0.open()) {
 *     Listener listener = pull.listen("tcp://127.0.0.1:0");
 *     Dialer dialer = push.dial(listener.url(), DialMode.BLOCKING); // or fails
 *     push.send("the last job");
 *     CloseReport report = push.close(Duration.ofSeconds(5));
 *     boolean written = report.isComplete(); // true
 * }
 * }</pre>
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
     * Binds and begins to accept connections. Returns when peers can connect; waits for local work only.
     *
     * @param url where, such as {@code tcp://127.0.0.1:0}; port 0 picks a free one, which the handle knows
     * @return its handle; the socket closes it at the latest
     * @throws SpException.Closed when the socket is closed
     * @throws SpException.AddressInvalid when the URL is malformed, naming the part, or its host is not of this
     *     machine
     * @throws SpException.AddressInUse when somebody else listens there
     * @throws SpException.PermissionDenied when this process may not listen there
     * @throws SpException.NotSupported when no transport serves the scheme, naming the module to add
     */
    public final Listener listen(String url) {
        return core.endpoints().listen(url, core.endpoints().newOptions());
    }

    /**
     * As {@link #listen(String)}, with settings for this listener only.
     *
     * @param url where, as with {@link #listen(String)}
     * @param how called once, before the call returns; what it does not set is as on the socket
     * @return its handle; the socket closes it at the latest
     * @throws SpException what {@link #listen(String)} throws
     */
    public final Listener listen(String url, Consumer<? super Listener.Config> how) {
        EndpointConfig config = new EndpointConfig(core.endpoints().newOptions(), Option.Scope.LISTENER);
        how.accept(config.listener());
        return core.endpoints().listen(url, config.values());
    }

    /**
     * Dials with {@link DialMode#TRY_THEN_BACKGROUND}: tries once, at most the dial timeout (10 s); if that fails, it is
     * logged and tried again in the background until it succeeds.
     *
     * @param url the peer's address, such as {@code tcp://127.0.0.1:5555}
     * @return its handle, connected or not; the socket closes it at the latest
     * @throws SpException.Closed when the socket is closed, before or during the call
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
     *
     * @param url the peer's address, such as {@code tcp://127.0.0.1:5555}
     * @param mode whether to wait for the first attempt, and what its failure means
     * @return its handle, connected if the mode is {@link DialMode#BLOCKING}; the socket closes it at the latest
     * @throws SpException what {@link #dial(String)} throws, and with {@link DialMode#BLOCKING} why the attempt
     *     failed
     */
    public final Dialer dial(String url, DialMode mode) {
        return core.endpoints().dial(url, mode, core.endpoints().newOptions());
    }

    /**
     * As {@link #dial(String)}, with settings for this dialer only.
     *
     * @param url the peer's address, such as {@code tcp://127.0.0.1:5555}
     * @param how called once, before anything is dialed; what it does not set is as on the socket
     * @return its handle, connected or not; the socket closes it at the latest
     * @throws SpException what {@link #dial(String)} throws, and with {@link DialMode#BLOCKING} why the attempt
     *     failed
     */
    public final Dialer dial(String url, Consumer<? super Dialer.Config> how) {
        EndpointConfig config = new EndpointConfig(core.endpoints().newOptions(), Option.Scope.DIALER);
        how.accept(config.dialer());
        return core.endpoints().dial(url, config.mode(), config.values());
    }

    /**
     * Dials in the background, and goes on until a connection is up. Returns at once; cancelling the future closes
     * the dialer.
     *
     * @param url the peer's address, such as {@code tcp://127.0.0.1:5555}
     * @return done with the dialer, on the socket's executor; fails with {@link SpException.Closed} when the socket
     *     is closed first
     * @throws SpException.NotSupported when no transport serves the scheme, at once
     * @throws SpException.Closed when the socket is closed already
     * @throws SpException.AddressInvalid when the URL is malformed, at once
     */
    public final CompletableFuture<Dialer> dialAsync(String url) {
        return core.endpoints().dialAsync(url, core.endpoints().newOptions());
    }

    /**
     * The URL of the only listener, with its real port.
     *
     * @return what {@link Listener#url()} of that listener says
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

    /**
     * The listeners that are open, as they are now.
     *
     * @return a snapshot that does not change, empty when there are none
     */
    public final List<Listener> listeners() {
        return core.endpoints().listeners();
    }

    /**
     * The dialers that are open, as they are now.
     *
     * @return a snapshot that does not change, empty when there are none
     */
    public final List<Dialer> dialers() {
        return core.endpoints().dialers();
    }

    /**
     * The connections that are up, as they are now.
     *
     * @return a snapshot that does not change, empty when there are none
     */
    public final List<Pipe> pipes() {
        return core.pipes();
    }

    /**
     * Waits until at least so many connections are up, and answers all there are.
     *
     * @param atLeast 0 or more
     * @param timeout zero does not wait, {@link Options#FOREVER} waits for ever
     * @return all connections that are up then, as a snapshot
     * @throws SpException.Timeout when there are too few in time; the message tells how many and why
     * @throws SpException.Closed when the socket is closed, before or during the call
     * @throws SpException.Interrupted when the thread is interrupted while it waits
     */
    public final List<Pipe> awaitPipes(int atLeast, Duration timeout) {
        return core.awaitPipes(atLeast, timeout);
    }

    // ---- about it --------------------------------------------------------------------------------------------------

    /**
     * What this socket speaks.
     *
     * @return the same for the socket's life
     */
    public final Protocol protocol() {
        return core.protocol();
    }

    /**
     * Whether the SP headers of messages are visible and the application's business.
     *
     * @return true for a {@link RawSocket} only
     */
    public final boolean isRaw() {
        return core.isRaw();
    }

    /**
     * The name for logs, events and statistics; made up unless it was set.
     *
     * @return never empty
     */
    public final String name() {
        return core.name();
    }

    /**
     * The value of an option.
     *
     * @param <T> the type of the value
     * @param option any that this socket has
     * @return what was set, else what holds by default for this protocol
     * @throws SpException.NotSupported when the option does nothing on this socket
     */
    public final <T> T get(Option<T> option) {
        return core.get(option);
    }

    /**
     * Changes an option; {@link Option#mutability} says from when on it counts. Contexts that are open keep what they
     * have, as dialers and listeners keep what was set for them.
     *
     * @param <T> the type of the value
     * @param option any that this socket has
     * @param value within {@link Option#range}
     * @throws SpException.NotSupported when the option does nothing on this socket
     * @throws SpException.ReadOnly when it is for the builder only
     * @throws SpException.Closed when the socket is closed
     * @throws IllegalArgumentException when the value is out of range, naming it
     */
    public final <T> void set(Option<T> option, T value) {
        core.set(option, value);
    }

    /**
     * The counters at this moment.
     *
     * @return a snapshot, also of a closed socket
     */
    public final SocketStats stats() {
        return core.stats();
    }

    /**
     * Calls {@code action} for each event of this type from now on. When 1,024 events wait, further ones are counted
     * and not told.
     *
     * @param <E> the type of the events
     * @param type {@code SocketEvent.class} means all of them
     * @param action called on the socket's executor, one event after the other; what it throws is counted and told as
     *     {@link SocketEvent.CallbackFailed}
     * @return closing it ends that; a call that has begun goes on
     */
    public final <E extends SocketEvent> Registration onEvent(Class<E> type, Consumer<? super E> action) {
        return core.onEvent(type, action);
    }

    /**
     * Asks {@code accept} about each connection that comes up from now on, before it is used; false or an exception
     * refuses it. Nothing is read from the peer meanwhile, and the handshake timeout goes on. When there are several,
     * all have to accept.
     *
     * @param accept called on the socket's executor, by several threads at once if several peers connect
     * @return closing it ends that
     */
    public final Registration onAttach(Predicate<? super Pipe> accept) {
        return core.endpoints().onAttach(accept);
    }

    // ---- closing ---------------------------------------------------------------------------------------------------

    /**
     * Closes: waiting calls fail with {@link SpException.Closed}, what was accepted is written for at most the linger time
     * (1 s unless set), then everything is gone. Idempotent, from any thread; a second call waits for the first.
     * An interrupt does not end the wait; the flag stays set. From an event listener of this socket it starts that and
     * returns.
     */
    @Override
    public final void close() {
        core.close();
    }

    /**
     * As {@link #close()}, with this linger time, and tells what became of the accepted messages. Where
     * {@link #close()} does not wait, the report says what is so by then.
     *
     * @param linger how long to go on writing what was accepted; zero or more, {@link Options#FOREVER} until it is
     *     written
     * @return what became of it; of a second close, what became of it by the first
     */
    public final CloseReport close(Duration linger) {
        return core.close(linger);
    }

    /**
     * As {@link #close(Duration)}, without blocking.
     *
     * @param linger as with {@link #close(Duration)}
     * @return done with the report when everything is gone, on the socket's executor; never fails
     */
    public final CompletableFuture<CloseReport> closeAsync(Duration linger) {
        return core.closeAsync(linger);
    }

    /**
     * Whether it is closed or about to be.
     *
     * @return true from the moment that close is called
     */
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
