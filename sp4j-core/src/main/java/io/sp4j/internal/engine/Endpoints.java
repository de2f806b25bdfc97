package io.sp4j.internal.engine;

import io.sp4j.DialMode;
import io.sp4j.Dialer;
import io.sp4j.DialerStats;
import io.sp4j.ErrorCode;
import io.sp4j.Listener;
import io.sp4j.ListenerStats;
import io.sp4j.Options;
import io.sp4j.Pipe;
import io.sp4j.Registration;
import io.sp4j.SpException;
import io.sp4j.internal.io.EventLoop;
import io.sp4j.internal.turn.Turn;
import io.sp4j.spi.Acceptor;
import io.sp4j.spi.Address;
import io.sp4j.spi.Connector;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.Transport;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The dialers and listeners of one socket. */
public final class Endpoints {
    private final SocketCore socket;
    private final int affinity;
    final Admission admission;
    final PeerLog peerLog;

    // Guarded by the Turn.
    private final Set<DialerCore> dialers = new LinkedHashSet<>();
    private final Set<ListenerCore> listeners = new LinkedHashSet<>();

    Endpoints(SocketCore socket) {
        this.socket = socket;
        this.affinity = socket.session.random().nextInt(Integer.MAX_VALUE);
        this.admission = new Admission(socket);
        this.peerLog = new PeerLog(socket);
    }

    /** Options for a new endpoint, which takes the rest from its socket. */
    public OptionValues newOptions() {
        return new OptionValues(socket.options);
    }

    /** Binds and begins to accept. */
    public Listener listen(String url, OptionValues options) {
        Address address = Address.parse(url);
        Acceptor acceptor = transport(address).acceptor(address, config(options));
        ListenerCore listener = new ListenerCore(socket, url, options, acceptor);
        socket.beginBinding();
        try {
            listener.bind();
            if (add(listener)) {
                return listener;
            }
            listener.close();
            throw ErrorCode.CLOSED.exception(socket.name() + " was closed while it began to listen at " + url);
        } finally {
            socket.endBinding();
        }
    }

    /** Dials in one of the three ways. */
    public Dialer dial(String url, DialMode mode, OptionValues options) {
        Objects.requireNonNull(mode, "mode");
        DialerCore dialer = newDialer(url, options);
        switch (mode) {
            case BACKGROUND -> dialer.dialInBackground();
            case BLOCKING -> closingOnFailure(dialer, dialer::dialOnce);
            case TRY_THEN_BACKGROUND -> closingOnFailure(dialer, dialer::dialAndRetry);
        }
        return dialer;
    }

    /** Dials in the background; the future is done when the first pipe is up, and closes the dialer when cancelled. */
    public CompletableFuture<Dialer> dialAsync(String url, OptionValues options) {
        DialerCore dialer = newDialer(url, options);
        CompletableFuture<Dialer> result = new CompletableFuture<>();
        dialer.dialInBackground()
                .whenComplete((Pipe pipe, Throwable failure) -> socket.execute(() -> {
                    if (failure == null) {
                        result.complete(dialer);
                    } else {
                        result.completeExceptionally(failure);
                    }
                }));
        result.whenComplete((value, failure) -> {
            if (result.isCompletedExceptionally()) {
                dialer.close();
            }
        });
        return result;
    }

    private static void closingOnFailure(DialerCore dialer, Runnable dial) {
        try {
            dial.run();
        } catch (RuntimeException e) {
            dialer.close();
            throw e;
        }
    }

    private DialerCore newDialer(String url, OptionValues options) {
        Address address = Address.parse(url);
        Connector connector = transport(address).connector(address, config(options));
        DialerCore dialer = new DialerCore(socket, url, options, connector);
        try (Turn t = socket.turn()) {
            socket.checkOpen(t);
            dialers.add(dialer);
        }
        return dialer;
    }

    private boolean add(ListenerCore listener) {
        try (Turn t = socket.turn()) {
            return !socket.isClosing(t) && listeners.add(listener);
        }
    }

    /** The loop that serves this socket alone, or null. */
    @Nullable
    EventLoop leadableLoop() {
        return EventLoop.leadable(socket.session, affinity);
    }

    private Transport transport(Address address) {
        return socket.session.transport(address.scheme()).orElseThrow(address::noTransport);
    }

    private LinkConfig config(OptionValues options) {
        return new LinkConfig(
                socket.protocol, socket.session, options.get(Options.HANDSHAKE_TIMEOUT), affinity, options);
    }

    /** Asks the application about each new pipe. */
    public Registration onAttach(Predicate<? super Pipe> accept) {
        return admission.onAttach(accept);
    }

    public List<Dialer> dialers() {
        try (Turn t = socket.turn()) {
            return copy(t, dialers);
        }
    }

    public List<Listener> listeners() {
        try (Turn t = socket.turn()) {
            return copy(t, listeners);
        }
    }

    private static <E> List<E> copy(Turn t, Set<? extends E> endpoints) {
        return List.copyOf(endpoints);
    }

    List<DialerStats> dialerStats(Turn t) {
        return dialers.stream().map(dialer -> dialer.stats(t)).toList();
    }

    List<ListenerStats> listenerStats(Turn t) {
        return listeners.stream().map(listener -> listener.stats(t)).toList();
    }

    void remove(Turn t, DialerCore dialer) {
        dialers.remove(dialer);
    }

    void remove(Turn t, ListenerCore listener) {
        listeners.remove(listener);
    }

    /** Why a dialer is not up, for messages. */
    String lastErrorInWords() {
        for (Dialer dialer : dialers()) {
            SpException error = dialer.lastError().orElse(null);
            if (error != null) {
                return "; last error: " + error.getMessage();
            }
        }
        return "";
    }

    /** The socket closes: no new connections. */
    void stopAll() {
        List<EndpointCore> all = new ArrayList<>();
        try (Turn t = socket.turn()) {
            all.addAll(copy(t, listeners));
            all.addAll(copy(t, dialers));
            listeners.clear();
            dialers.clear();
        }
        all.forEach(EndpointCore::stop);
    }
}
