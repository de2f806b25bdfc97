package io.sp4j.internal.engine;

import io.sp4j.CloseReason;
import io.sp4j.CloseReport;
import io.sp4j.DropReason;
import io.sp4j.internal.io.EventLoop;
import io.sp4j.internal.turn.Turn;
import io.sp4j.spi.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Ends a socket: one owner, one deadline.
 *
 * <pre>
 *   OPEN --close--> CLOSING: endpoints stop, waiting calls fail, pipes write what they took and half-close
 *                      |  last pipe gone, or the linger time is over: the rest is cut
 *                      v
 *                   CLOSED: loops and timers are given back, the report is ready
 * </pre>
 */
final class SocketCloser {
    /** A close that waits gives up this long after the linger time, whatever happens. */
    private static final long MARGIN_NANOS = 5_000_000_000L;

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final SocketCore socket;
    private final CompletableFuture<CloseReport> done = new CompletableFuture<>();

    // Guarded by the Turn; the state is read by others as well.
    private volatile State state = State.OPEN;
    private boolean endpointsStopped;
    private int binding;
    private long startedAt;
    private long writtenBefore;
    private long unsentBefore;
    private int unconfirmed;
    private Clock.@Nullable Alarm deadline;

    SocketCloser(SocketCore socket) {
        this.socket = socket;
    }

    boolean isClosing() {
        return state != State.OPEN;
    }

    /** Closes and waits; returns early when called from an event listener of this socket, or on a loop. */
    CloseReport closeAndWait(long lingerNanos) {
        CompletableFuture<CloseReport> closing = begin(lingerNanos);
        if (!EventLoop.onLoop() && !socket.events.isDelivering()) {
            long limit = lingerNanos > Long.MAX_VALUE - MARGIN_NANOS ? Long.MAX_VALUE : lingerNanos + MARGIN_NANOS;
            Blocking.awaitUninterruptibly(socket.session, closing, limit);
        }
        CloseReport soFar = closing.getNow(null);
        return soFar == null ? snapshot() : soFar;
    }

    /** Starts to close, once; the future is completed by the engine and not handed to users as it is. */
    CompletableFuture<CloseReport> begin(long lingerNanos) {
        try (Turn t = socket.turn()) {
            if (state != State.OPEN) {
                return done;
            }
            startedAt = t.now();
            writtenBefore = written(t);
            unsentBefore = unsent(t);
            state = State.CLOSING;
            socket.closeContexts(t);
            for (PipeCore pipe : List.copyOf(socket.pipes(t).values())) {
                if (lingerNanos > 0) {
                    pipe.finish(t);
                } else {
                    pipe.close(t, CloseReason.SOCKET_CLOSED, "the socket was closed");
                }
            }
        }
        socket.endpoints.stopAll();
        try (Turn t = socket.turn()) {
            endpointsStopped = true;
            if (lingerNanos > 0
                    && lingerNanos != Long.MAX_VALUE
                    && !socket.pipes(t).isEmpty()) {
                long at = startedAt + lingerNanos;
                t.after(() -> deadline = socket.clock.schedule(at, this::cut));
            }
            checkDone(t);
        }
        return done;
    }

    private void cut() {
        try (Turn t = socket.turn()) {
            for (PipeCore pipe : List.copyOf(socket.pipes(t).values())) {
                unconfirmed++;
                pipe.close(t, CloseReason.SOCKET_CLOSED, "the socket was closed and the linger time is over");
            }
        }
    }

    /** An address is being bound; the end waits for {@link #leave}. */
    void enter(Turn t) {
        binding++;
    }

    void leave(Turn t) {
        binding--;
        checkDone(t);
    }

    void pipeGone(Turn t) {
        checkDone(t);
    }

    private void checkDone(Turn t) {
        if (state == State.CLOSING
                && endpointsStopped
                && binding == 0
                && socket.pipes(t).isEmpty()) {
            state = State.CLOSED;
            t.after(this::finish);
        }
    }

    private void finish() {
        Clock.Alarm alarm = deadline;
        if (alarm != null) {
            alarm.cancel();
        }
        socket.events.run(); // in the executor's queue before anything that waits for the end
        CloseReport report = snapshot();
        socket.dropReports.end();
        socket.session.close();
        done.complete(report);
    }

    private CloseReport snapshot() {
        try (Turn t = socket.turn()) {
            return new CloseReport(
                    written(t) - writtenBefore,
                    unsent(t) - unsentBefore,
                    unconfirmed,
                    Duration.ofNanos(t.now() - startedAt));
        }
    }

    private long written(Turn t) {
        long sum = socket.counters.txMessages;
        for (PipeCore pipe : socket.pipes(t).values()) {
            sum += pipe.counters.txMessages();
        }
        return sum;
    }

    private long unsent(Turn t) {
        return socket.counters.drops.of(DropReason.UNDELIVERED_AT_CLOSE)
                + socket.counters.drops.of(DropReason.LOST_ON_DISCONNECT);
    }
}
