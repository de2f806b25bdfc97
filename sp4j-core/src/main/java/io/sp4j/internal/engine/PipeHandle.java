package io.sp4j.internal.engine;

import io.sp4j.CloseReason;
import io.sp4j.Dialer;
import io.sp4j.ErrorCode;
import io.sp4j.Listener;
import io.sp4j.Message;
import io.sp4j.Pipe;
import io.sp4j.PipeStats;
import io.sp4j.Registration;
import io.sp4j.SpAddress;
import io.sp4j.SpException;
import io.sp4j.SpSocket;
import io.sp4j.internal.turn.Turn;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The public handle of a pipe; lets go of its core when the pipe ends, and keeps its final counters. */
final class PipeHandle implements Pipe {
    private final int id;
    private final SocketCore socket;
    private final SpAddress local;
    private final SpAddress remote;
    private final EndpointCore endpoint;
    private final Optional<UserPrincipal> peerUser;
    private final Optional<SSLSession> tls;
    private final AtomicReference<@Nullable ConcurrentMap<String, Object>> attributes = new AtomicReference<>();
    private volatile @Nullable PipeCore core;
    private volatile @Nullable CloseReason reason;
    private volatile @Nullable PipeStats finalStats;

    PipeHandle(PipeCore core) {
        this.core = core;
        this.id = core.id();
        this.socket = core.socket;
        this.local = core.link.local();
        this.remote = core.link.remote();
        this.endpoint = core.endpoint;
        this.peerUser = core.link.peerUser();
        this.tls = core.link.tls();
    }

    /** The pipe has ended; inside the Turn. */
    void ended(Turn t, CloseReason why) {
        PipeCore ended = core;
        if (ended != null) {
            finalStats = ended.stats(t);
            reason = why;
            core = null;
        }
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public SpSocket socket() {
        return socket.facade();
    }

    @Override
    public SpAddress local() {
        return local;
    }

    @Override
    public SpAddress remote() {
        return remote;
    }

    @Override
    public Optional<Dialer> dialer() {
        return endpoint instanceof Dialer dialer ? Optional.of(dialer) : Optional.empty();
    }

    @Override
    public Optional<Listener> listener() {
        return endpoint instanceof Listener listener ? Optional.of(listener) : Optional.empty();
    }

    @Override
    public PipeStats stats() {
        try (Turn t = socket.turn()) {
            return stats(t);
        }
    }

    private PipeStats stats(Turn t) {
        PipeCore live = core;
        PipeStats last = finalStats;
        if (live != null) {
            return live.stats(t);
        }
        if (last != null) {
            return last;
        }
        throw new IllegalStateException("pipe " + id + " has neither a core nor final counters");
    }

    @Override
    public Optional<SSLSession> tls() {
        return tls;
    }

    @Override
    public Optional<UserPrincipal> peerUser() {
        return peerUser;
    }

    @Override
    public ConcurrentMap<String, Object> attributes() {
        ConcurrentMap<String, Object> map = attributes.get();
        if (map != null) {
            return map;
        }
        ConcurrentMap<String, Object> fresh = new ConcurrentHashMap<>();
        ConcurrentMap<String, Object> earlier = attributes.compareAndExchange(null, fresh);
        return earlier == null ? fresh : earlier;
    }

    @Override
    public boolean isOpen() {
        return core != null;
    }

    @Override
    public Optional<CloseReason> closeReason() {
        return Optional.ofNullable(reason);
    }

    @Override
    public void close() {
        try (Turn t = socket.turn()) {
            PipeCore live = core;
            if (live != null) {
                live.close(t, CloseReason.LOCAL_CLOSE, "closed by the application");
            }
        }
    }

    private SpException notHere() {
        if (core == null) {
            return ErrorCode.BAD_STATE.exception("send to pipe " + id + ": it is gone (" + reason + ")");
        }
        return ErrorCode.NOT_SUPPORTED.exception("send to pipe " + id + ": " + socket.protocol.wireName()
                + " does not address single peers; send on the socket");
    }

    private @Nullable ContextCore directed() {
        return core == null ? null : socket.directedTo(id);
    }

    private ContextCore sender() {
        ContextCore sender = directed();
        if (sender == null) {
            throw notHere();
        }
        return sender;
    }

    @Override
    public void send(Message m) {
        sender().send(m);
    }

    @Override
    public void send(Message m, Duration timeout) {
        sender().send(m, timeout);
    }

    @Override
    public boolean trySend(Message m) {
        return sender().trySend(m);
    }

    @Override
    public CompletableFuture<Void> sendAsync(Message m) {
        return sender().sendAsync(m);
    }

    @Override
    public CompletableFuture<Void> sendAsync(Message m, Duration timeout) {
        return sender().sendAsync(m, timeout);
    }

    @Override
    public Registration onSendable(Runnable action) {
        return sender().watching().onSendable(action);
    }

    @Override
    public String toString() {
        return "pipe " + id + " to " + remote + (isOpen() ? "" : " (" + reason + ")");
    }
}
