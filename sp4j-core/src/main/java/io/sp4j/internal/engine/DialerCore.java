package io.sp4j.internal.engine;

import io.sp4j.CloseReason;
import io.sp4j.Dialer;
import io.sp4j.DialerStats;
import io.sp4j.ErrorCode;
import io.sp4j.Options;
import io.sp4j.Pipe;
import io.sp4j.SocketEvent;
import io.sp4j.SpAddress;
import io.sp4j.SpException;
import io.sp4j.SpSocket;
import io.sp4j.internal.io.IoFailures;
import io.sp4j.internal.jfr.Recorder;
import io.sp4j.internal.turn.Turn;
import io.sp4j.spi.Clock;
import io.sp4j.spi.Connector;
import io.sp4j.spi.Escapes;
import io.sp4j.spi.Link;
import io.sp4j.spi.LinkListener;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection to an address.
 *
 * <pre>
 *             start              pipe attached
 *    IDLE ----------> CONNECTING ------------> UP
 *      ^   (one try      |   ^                  |
 *      +----- failed ----+   | alarm            | pipe gone
 *                 failed |   |                  |
 *                        +-> WAITING <----------+          close: CLOSED, from anywhere
 * </pre>
 *
 * There is never more than one attempt; a connection that comes up in any other state than CONNECTING is refused.
 */
final class DialerCore extends EndpointCore implements Dialer, LinkListener {
    private static final long GOOD_AFTER_NANOS = 5_000_000_000L;
    private static final Map<State, Set<State>> LEGAL = Map.of(
            State.IDLE, EnumSet.of(State.CONNECTING, State.CLOSED),
            State.CONNECTING, EnumSet.of(State.UP, State.WAITING, State.IDLE, State.CLOSED),
            State.UP, EnumSet.of(State.WAITING, State.CLOSED),
            State.WAITING, EnumSet.of(State.CONNECTING, State.CLOSED),
            State.CLOSED, EnumSet.noneOf(State.class));

    private final Connector connector;
    private final Backoff backoff;
    private final String shownUrl;

    // Guarded by the Turn; volatile where it is read without.
    private volatile State state = State.IDLE;
    private volatile @Nullable PipeCore pipe;
    private volatile @Nullable SpException lastError;
    private final ReasonCounts<ErrorCode> failures = new ReasonCounts<>(ErrorCode.class);
    private Recorder.Attempt recorded = Recorder.Attempt.UNRECORDED;
    private Recorder.Outage outage = Recorder.Outage.UNRECORDED;
    private long failuresBefore;
    private boolean retries;
    private boolean warned;
    private long upSince;
    private CompletableFuture<Pipe> attempt = new CompletableFuture<>();
    private CompletableFuture<Pipe> up = new CompletableFuture<>();
    private Clock.@Nullable Alarm alarm;

    DialerCore(SocketCore core, String url, OptionValues options, Connector connector) {
        super(core, url, options);
        this.connector = connector;
        this.shownUrl = Escapes.escape(url, 256);
        this.backoff = new Backoff(core.session.random());
    }

    private void become(State next) {
        if (!LEGAL.getOrDefault(state, Set.of()).contains(next)) {
            throw new IllegalStateException("dialer " + shownUrl + ": " + state + " -> " + next);
        }
        state = next;
    }

    // ---- starting --------------------------------------------------------------------------------------------------

    /** One attempt, whose failure ends the dialer: blocks until it is over. */
    Pipe dialOnce() {
        CompletableFuture<Pipe> outcome = start(false);
        return Blocking.await(core.session, outcome, patience(), "dial " + shownUrl, this::noAnswer);
    }

    /** One attempt that is waited for; if it fails, more follow in the background. */
    void dialAndRetry() {
        CompletableFuture<Pipe> outcome = start(true);
        try {
            Blocking.await(core.session, outcome, patience(), "dial " + shownUrl, this::noAnswer);
        } catch (SpException.Interrupted | SpException.Closed e) {
            throw e;
        } catch (SpException e) {
            LOG.log(Level.DEBUG, "the first attempt failed, the dialer goes on", e);
        }
    }

    /** Attempts in the background until one succeeds. */
    CompletableFuture<Pipe> dialInBackground() {
        start(true);
        try (Turn t = core.turn()) {
            return up(t);
        }
    }

    private CompletableFuture<Pipe> up(Turn t) {
        return up;
    }

    private CompletableFuture<Pipe> start(boolean keepTrying) {
        try (Turn t = core.turn()) {
            if (state == State.CLOSED) {
                throw closed();
            }
            retries = keepTrying;
            beginAttempt(t);
            return attempt;
        }
    }

    private void beginAttempt(Turn t) {
        become(State.CONNECTING);
        attempt = new CompletableFuture<>();
        recorded = Recorder.JVM.dialing();
        long deadline = t.now() + ProtocolOptions.nanos(options.get(Options.DIAL_TIMEOUT));
        t.after(() -> connect(deadline));
    }

    private void connect(long deadline) {
        try {
            connector.connect(this, deadline);
        } catch (SpException.Closed e) {
            failed(null, null, e);
        }
    }

    private SpException closed() {
        return ErrorCode.CLOSED.exception("dial " + shownUrl + ": the dialer was closed");
    }

    /** Longer than an attempt can take: only a bound for the case that nothing comes back. */
    private long patience() {
        long attempt = ProtocolOptions.nanos(options.get(Options.DIAL_TIMEOUT));
        return attempt > Long.MAX_VALUE / 4 ? Long.MAX_VALUE : 2 * attempt + GOOD_AFTER_NANOS;
    }

    private SpException noAnswer() {
        return ErrorCode.TIMEOUT.exception("dial " + shownUrl + ": the attempt did not end");
    }

    // ---- what becomes of attempts ----------------------------------------------------------------------------------

    @Override
    public void opened(Link link) {
        core.endpoints.admission.admit(link, this);
    }

    @Override
    public void failed(@Nullable SpAddress remote, @Nullable CloseReason reason, SpException why) {
        try (Turn t = core.turn()) {
            if (state != State.CONNECTING) {
                return;
            }
            lastError = why;
            failures.add(why.code(), 1);
            core.counters.dialFailures++;
            core.events.add(t, new SocketEvent.DialFailed(core.facade(), this, why));
            if (retries && !warned && !core.isClosing(t)) {
                warned = true;
                t.after(() -> warn(why));
            }
            Recorder.Attempt failed = recorded;
            t.after(() -> failed.failed(this, why));
            CompletableFuture<Pipe> over = attempt;
            t.after(() -> over.completeExceptionally(why));
            if (retries) {
                waitAndRedial(t);
            } else {
                become(State.IDLE);
            }
        }
    }

    /** One line for an outage, written before the caller of {@code dial} goes on. */
    private void warn(SpException why) {
        LOG.log(
                Level.WARNING,
                "SP-DIAL-RETRY: {0} cannot reach {1}, keeps trying: {2}",
                core.name(),
                shownUrl,
                why.getMessage());
    }

    @Override
    void refused(CloseReason why, String detail) {
        failed(null, why, IoFailures.code(why).exception("dial " + shownUrl + ": " + detail));
    }

    @Override
    void pipeUp(Turn t, PipeCore attached) {
        become(State.UP);
        pipe = attached;
        if (connects > 1) {
            core.counters.reconnects++;
            Recorder.Outage ended = outage;
            long failedAttempts = failures.sum() - failuresBefore;
            t.after(() -> ended.over(attached.handle, failedAttempts));
        }
        lastError = null;
        warned = false;
        upSince = t.now();
        CompletableFuture<Pipe> over = attempt;
        CompletableFuture<Pipe> waiting = up;
        t.after(() -> {
            over.complete(attached.handle);
            waiting.complete(attached.handle);
        });
    }

    @Override
    void pipeGone(Turn t, PipeCore gone, CloseReason why) {
        pipe = null;
        if (state != State.UP || core.isClosing(t)) {
            return;
        }
        up = new CompletableFuture<>();
        outage = Recorder.JVM.lost(why);
        failuresBefore = failures.sum();
        boolean good = gone.counters.hasCarried() || t.now() - upSince >= GOOD_AFTER_NANOS;
        if (good && !why.isFault()) {
            backoff.reset();
        }
        retries = true;
        waitAndRedial(t);
    }

    private void waitAndRedial(Turn t) {
        become(State.WAITING);
        long delay = backoff.next(
                ProtocolOptions.nanos(options.get(Options.RECONNECT_TIME_MIN)),
                ProtocolOptions.nanos(options.get(Options.RECONNECT_TIME_MAX)));
        long at = t.now() + delay;
        t.after(() -> alarm = core.clock.schedule(at, this::redial));
    }

    private void redial() {
        try (Turn t = core.turn()) {
            if (state == State.WAITING && !core.isClosing(t)) {
                beginAttempt(t);
            }
        }
    }

    DialerStats stats(Turn t) {
        return new DialerStats(
                url,
                state,
                connects,
                Math.max(0, connects - 1),
                rejects,
                failures.toMap(),
                options.get(Options.RECV_MAX_SIZE));
    }

    @Override
    boolean isActive(Turn t) {
        return state == State.CONNECTING;
    }

    // ---- closing ---------------------------------------------------------------------------------------------------

    @Override
    void stop() {
        try (Turn t = core.turn()) {
            if (state == State.CLOSED) {
                return;
            }
            become(State.CLOSED);
            SpException closed = closed();
            CompletableFuture<Pipe> over = attempt;
            CompletableFuture<Pipe> waiting = up;
            t.after(() -> {
                over.completeExceptionally(closed);
                waiting.completeExceptionally(closed);
            });
        }
        Clock.Alarm set = alarm;
        if (set != null) {
            set.cancel();
        }
        connector.close();
    }

    @Override
    public void close() {
        stop();
        try (Turn t = core.turn()) {
            core.endpoints.remove(t, this);
            PipeCore live = pipe;
            if (live != null) {
                live.close(t, CloseReason.ENDPOINT_CLOSED, "the dialer was closed");
            }
        }
    }

    // ---- Dialer ----------------------------------------------------------------------------------------------------

    @Override
    public SpSocket socket() {
        return core.facade();
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public Optional<Pipe> pipe() {
        PipeCore live = pipe;
        return live == null ? Optional.empty() : Optional.of(live.handle);
    }

    @Override
    public Optional<SpException> lastError() {
        return Optional.ofNullable(lastError);
    }

    @Override
    public Pipe awaitConnected(Duration timeout) {
        long nanos = ContextCore.nanos(timeout);
        CompletableFuture<Pipe> waiting;
        try (Turn t = core.turn()) {
            if (state == State.CLOSED) {
                throw ErrorCode.CLOSED.exception("dial " + url + ": the dialer was closed");
            }
            PipeCore live = pipe;
            if (state == State.UP && live != null) {
                return live.handle;
            }
            if (state == State.CLOSED) {
                throw closed();
            }
            waiting = up(t);
        }
        return Blocking.await(
                core.session,
                waiting,
                nanos,
                "dial " + shownUrl,
                () -> ErrorCode.TIMEOUT.exception(
                        "dial " + shownUrl + ": not connected within " + timeout
                                + lastError()
                                        .map(e -> "; last error: " + e.getMessage())
                                        .orElse(""),
                        lastError));
    }

    @Override
    public String toString() {
        return "dialer " + shownUrl + " " + state;
    }
}
