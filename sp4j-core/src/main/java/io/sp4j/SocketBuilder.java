package io.sp4j;

import io.sp4j.internal.engine.Mode;
import io.sp4j.internal.engine.OptionValues;
import io.sp4j.internal.engine.SocketCore;
import io.sp4j.internal.engine.SocketSetup;
import io.sp4j.spi.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a socket starts with, then opens it: options and listeners for events are in place before the first
 * connection, then it listens, then it dials, in the order the builder was told. Opens any number of sockets; not for several
 * threads at once.
 *
 * <p>A value out of range is {@link IllegalArgumentException} from the method that sets it, which tells the range. URLs are looked
 * at when the socket is opened.
 *
 * <pre>{@code
 * try (Pull0 pull = Pull0.builder()
 *         .name("orders")
 *         .recvBuffer(100)
 *         .listen("tcp://127.0.0.1:0", how -> how.recvMaxSize(16 << 20))
 *         .onEvent(SocketEvent.PipeDetached.class, event -> System.out.println(event.detail()))
 *         .open()) {
 *     String url = pull.url();
 * }
 * }</pre>
 *
 * @param <S> the socket
 * @param <B> the builder itself
 */
public abstract sealed class SocketBuilder<S extends SpSocket, B extends SocketBuilder<S, B>>
        permits Pair0.Builder,
                Pair1.Builder,
                Req0.Builder,
                Rep0.Builder,
                Pub0.Builder,
                Sub0.Builder,
                Push0.Builder,
                Pull0.Builder,
                Surveyor0.Builder,
                Respondent0.Builder,
                Bus0.Builder,
                RawSocket.Builder {
    private final Protocol protocol;
    private final Mode mode;
    private final OptionValues options;
    private final List<Consumer<? super SpSocket>> observers = new ArrayList<>();
    private final List<Consumer<? super SpSocket>> endpoints = new ArrayList<>();
    private @Nullable Executor executor;
    private @Nullable Environment environment;

    SocketBuilder(Protocol protocol) {
        this(protocol, Mode.COOKED);
    }

    SocketBuilder(Protocol protocol, Mode mode) {
        this.protocol = protocol;
        this.mode = mode;
        this.options = SocketCore.newOptions(protocol, mode);
    }

    abstract B self();

    abstract S create();

    SocketSetup setup() {
        return new SocketSetup(mode, options.copy(), executor, environment);
    }

    /**
     * The name for logs, events and statistics, at most 63 bytes of UTF-8.
     *
     * @param name empty for one that is made up
     * @return this builder
     */
    public final B name(String name) {
        return set(Options.SOCKET_NAME, name);
    }

    /**
     * Listens at {@code url} when the socket is opened; may be said several times.
     *
     * @param url where, such as {@code tcp://127.0.0.1:0}; looked at by {@link #open}
     * @return this builder
     */
    public final B listen(String url) {
        Objects.requireNonNull(url, "url");
        endpoints.add(socket -> socket.listen(url));
        return self();
    }

    /**
     * As {@link #listen(String)}, with settings for this listener only.
     *
     * @param url where, as with {@link #listen(String)}
     * @param how called for each socket that is opened; what it does not set is as on the socket
     * @return this builder
     */
    public final B listen(String url, Consumer<? super Listener.Config> how) {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(how, "how");
        endpoints.add(socket -> socket.listen(url, how));
        return self();
    }

    /**
     * Dials {@code url} when the socket is opened, once and then in the background; may be said several times.
     *
     * @param url the peer's address, such as {@code tcp://127.0.0.1:5555}; looked at by {@link #open}
     * @return this builder
     */
    public final B dial(String url) {
        Objects.requireNonNull(url, "url");
        endpoints.add(socket -> socket.dial(url));
        return self();
    }

    /**
     * Dials {@code url} in the given way when the socket is opened.
     *
     * @param url the peer's address, such as {@code tcp://127.0.0.1:5555}; looked at by {@link #open}
     * @param mode whether to wait for the first attempt, and what its failure means
     * @return this builder
     */
    public final B dial(String url, DialMode mode) {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(mode, "mode");
        endpoints.add(socket -> socket.dial(url, mode));
        return self();
    }

    /**
     * As {@link #dial(String)}, with settings for this dialer only.
     *
     * @param url the peer's address, such as {@code tcp://127.0.0.1:5555}; looked at by {@link #open}
     * @param how called for each socket that is opened; what it does not set is as on the socket
     * @return this builder
     */
    public final B dial(String url, Consumer<? super Dialer.Config> how) {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(how, "how");
        endpoints.add(socket -> socket.dial(url, how));
        return self();
    }

    /**
     * The first and the longest delay before a dialer dials again. Each delay is drawn at random between a quarter of
     * it and the whole; at least 10 ms are waited.
     *
     * @param min zero or more; 100 ms by default, every failure doubles it
     * @param max 5 s by default; zero = no growth
     * @return this builder
     */
    public final B reconnect(Duration min, Duration max) {
        return set(Options.RECONNECT_TIME_MIN, min).set(Options.RECONNECT_TIME_MAX, max);
    }

    /**
     * How long one attempt to dial may take, all addresses and the handshake together.
     *
     * @param timeout 1 ms or more; 10 s by default
     * @return this builder
     */
    public final B dialTimeout(Duration timeout) {
        return set(Options.DIAL_TIMEOUT, timeout);
    }

    /**
     * How long {@code close()} goes on writing what was accepted; zero = not at all.
     *
     * @param time at most an hour; 1 s by default
     * @return this builder
     */
    public final B linger(Duration time) {
        return set(Options.LINGER, time);
    }

    /**
     * Threads that wait for a message look for it for some 20 us of processor time before they sleep, as long as messages keep
     * coming that fast; at most half of the processors do so at once, and none where there is only one.
     *
     * @return this builder
     */
    public final B lowLatency() {
        return set(Options.LOW_LATENCY, true);
    }

    /**
     * The keys and the trust of all dialers and listeners with TLS.
     *
     * @param config shared by the sockets that this builder opens
     * @return this builder
     */
    public final B tls(TlsConfig config) {
        return set(Options.TLS_CONFIG, config);
    }

    /**
     * Where handlers, listeners and completions run; virtual threads where there are any, else daemon threads.
     *
     * @param executor the caller's: it is not shut down; when it refuses, threads of ours are used
     * @return this builder
     */
    public final B executor(Executor executor) {
        this.executor = Objects.requireNonNull(executor, "executor");
        return self();
    }

    /**
     * Where the socket gets time, randomness and transports from; for simulations. Unstable, as its package.
     *
     * @param environment shared by all sockets that are opened
     * @return this builder
     */
    public final B environment(Environment environment) {
        this.environment = Objects.requireNonNull(environment, "environment");
        return self();
    }

    /**
     * Calls {@code action} for each event of this type, from the first on.
     *
     * @param <E> the type of the events
     * @param type {@code SocketEvent.class} means all of them
     * @param action as with {@link SpSocket#onEvent}; shared by all sockets that are opened,
     *     {@link SocketEvent#socket} tells which
     * @return this builder
     */
    public final <E extends SocketEvent> B onEvent(Class<E> type, Consumer<? super E> action) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(action, "action");
        observers.add(socket -> socket.onEvent(type, action));
        return self();
    }

    /**
     * Asks {@code accept} about each connection, from the first on.
     *
     * @param accept as with {@link SpSocket#onAttach}; shared by all sockets that are opened, {@link Pipe#socket}
     *     tells which
     * @return this builder
     */
    public final B onAttach(Predicate<? super Pipe> accept) {
        Objects.requireNonNull(accept, "accept");
        observers.add(socket -> socket.onAttach(accept));
        return self();
    }

    /**
     * Sets any option that the socket has.
     *
     * @param <T> the type of the value
     * @param option any that the socket has
     * @param value within {@link Option#range}
     * @return this builder
     * @throws SpException.NotSupported when the option does nothing on the socket
     * @throws IllegalArgumentException when the value is out of range, naming it
     */
    public final <T> B set(Option<T> option, T value) {
        SocketCore.checkOption(protocol, mode, option);
        options.set(option, value);
        return self();
    }

    /**
     * Opens a socket: listens and dials, and waits for the first attempts. If it cannot listen or dial, it is closed
     * again and the failure thrown.
     *
     * @return the socket, which the caller closes
     * @throws SpException what {@link SpSocket#listen(String)} or {@link SpSocket#dial(String)} throws
     */
    public final S open() {
        S socket = create();
        try {
            observers.forEach(observer -> observer.accept(socket));
            endpoints.forEach(endpoint -> endpoint.accept(socket));
            return socket;
        } catch (RuntimeException e) {
            socket.close(Duration.ZERO);
            throw e;
        }
    }
}
