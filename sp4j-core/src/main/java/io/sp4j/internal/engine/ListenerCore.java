package io.sp4j.internal.engine;

import io.sp4j.CloseReason;
import io.sp4j.Listener;
import io.sp4j.ListenerStats;
import io.sp4j.Options;
import io.sp4j.SocketEvent;
import io.sp4j.SpAddress;
import io.sp4j.SpException;
import io.sp4j.SpSocket;
import io.sp4j.internal.jfr.Recorder;
import io.sp4j.internal.turn.Turn;
import io.sp4j.spi.Acceptor;
import io.sp4j.spi.Link;
import io.sp4j.spi.LinkListener;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accepts connections at one address: bound when it is made, closed once. */
final class ListenerCore extends EndpointCore implements Listener, LinkListener {
    private final Acceptor acceptor;
    private final LogLimit acceptFailures;

    // Guarded by the Turn.
    private final Set<PipeCore> pipes = new LinkedHashSet<>();
    private final ReasonCounts<CloseReason> handshakeFailures = new ReasonCounts<>(CloseReason.class);
    private long acceptFailureCount;
    private boolean closed;

    ListenerCore(SocketCore core, String url, OptionValues options, Acceptor acceptor) {
        super(core, url, options);
        this.acceptor = acceptor;
        this.acceptFailures = new LogLimit(core.clock, LogLimit.MINUTE);
    }

    /** Binds and begins to accept. */
    void bind() {
        acceptor.bind(this);
    }

    @Override
    public void opened(Link link) {
        core.endpoints.admission.admit(link, this);
    }

    @Override
    public void failed(@Nullable SpAddress remote, @Nullable CloseReason reason, SpException why) {
        try (Turn t = core.turn()) {
            if (reason == null) {
                acceptFailureCount++;
                core.counters.acceptFailures++;
                core.events.add(t, new SocketEvent.AcceptFailed(core.facade(), this, why));
            } else {
                handshakeFailures.add(reason, 1);
                core.counters.handshakeFailures.add(reason, 1);
                core.events.add(
                        t,
                        new SocketEvent.PipeRejected(
                                core.facade(), Optional.ofNullable(remote), reason, String.valueOf(why.getMessage())));
            }
        }
        if (reason == null) {
            if (acceptFailures.allows()) {
                LOG.log(Level.WARNING, "SP-ACCEPT-FAILED: {0} at {1}: {2}", core.name(), url(), why.getMessage());
            }
        } else {
            String detail = String.valueOf(why.getMessage());
            Recorder.JVM.rejected(core.facade(), url(), remote, reason, detail);
            core.endpoints.peerLog.rejected(remote, reason, detail);
        }
    }

    @Override
    void refused(CloseReason why, String detail) {}

    @Override
    void pipeUp(Turn t, PipeCore pipe) {
        pipes.add(pipe);
    }

    @Override
    void pipeGone(Turn t, PipeCore pipe, CloseReason why) {
        pipes.remove(pipe);
    }

    ListenerStats stats(Turn t) {
        return new ListenerStats(
                url(),
                pipes.size(),
                connects,
                rejects,
                acceptFailureCount,
                handshakeFailures.toMap(),
                options.get(Options.RECV_MAX_SIZE));
    }

    @Override
    boolean isActive(Turn t) {
        return !closed;
    }

    @Override
    void stop() {
        try (Turn t = core.turn()) {
            deactivate(t);
        }
        acceptor.close();
    }

    private void deactivate(Turn t) {
        closed = true;
    }

    @Override
    public void close() {
        stop();
        try (Turn t = core.turn()) {
            core.endpoints.remove(t, this);
            for (PipeCore pipe : List.copyOf(pipes)) {
                pipe.close(t, CloseReason.ENDPOINT_CLOSED, "the listener was closed");
            }
        }
    }

    @Override
    public SpSocket socket() {
        return core.facade();
    }

    @Override
    public String url() {
        return acceptor.url();
    }

    @Override
    public SpAddress local() {
        return acceptor.local();
    }

    @Override
    public String toString() {
        return "listener " + url();
    }
}
