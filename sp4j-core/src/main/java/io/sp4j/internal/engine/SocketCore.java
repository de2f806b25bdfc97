package io.sp4j.internal.engine;

import io.sp4j.CloseReason;
import io.sp4j.CloseReport;
import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Option;
import io.sp4j.Options;
import io.sp4j.Pipe;
import io.sp4j.Protocol;
import io.sp4j.Registration;
import io.sp4j.SocketEvent;
import io.sp4j.SocketStats;
import io.sp4j.SpException;
import io.sp4j.SpSocket;
import io.sp4j.internal.io.Spin;
import io.sp4j.internal.io.Threads;
import io.sp4j.internal.jfr.Recorder;
import io.sp4j.internal.protocol.ContextLogic;
import io.sp4j.internal.protocol.Depths;
import io.sp4j.internal.protocol.ProtocolLogic;
import io.sp4j.internal.protocol.ProtocolSettings;
import io.sp4j.internal.protocol.Protocols;
import io.sp4j.internal.turn.Effect;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import io.sp4j.internal.turn.TurnHost;
import io.sp4j.spi.Clock;
import io.sp4j.spi.Environment;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A socket: a lock with a protocol inside. Holds what belongs to the socket as a whole; who connects is the endpoints'
 * business ({@link Endpoints}), how it ends {@link SocketCloser}'s.
 */
public final class SocketCore implements TurnHost {
    static final Failure CLOSED = new Failure(ErrorCode.CLOSED, "the socket is closed");

    private static final Logger LOG = System.getLogger("io.sp4j");

    final Protocol protocol;
    private final Mode mode;
    final ProtocolLogic<Object> logic;
    final Environment.Session session;
    final Clock clock;
    final WritePolicy writePolicy;
    final EventQueue events = new EventQueue(this);
    final SocketCounters counters = new SocketCounters();
    final Endpoints endpoints;
    final Leading leading;
    final DropReports dropReports = new DropReports(this);
    final Watched watched = new Watched();
    final OptionValues options;
    private final SpSocket facade;
    private final Executor executor;
    private final Turn turn;
    private final ProtocolSettings settings;
    private final ContextCore main;
    private final SocketCloser closer;
    private final TickTimer ticks;

    // Guarded by the Turn.
    private final Map<Integer, PipeCore> pipes = new LinkedHashMap<>();
    private final Set<ContextCore> contexts = new LinkedHashSet<>();
    private final List<PipeWaiter> pipeWaiters = new ArrayList<>(0);
    private Depths goneDepths = Depths.NONE;

    /** Called when the socket closes while it is lent; null while it is not lent. */
    private volatile @Nullable Effect borrower;

    private record PipeWaiter(int atLeast, CompletableFuture<List<Pipe>> future) {}

    /** Opens a socket; its facade is not asked for anything yet. */
    @SuppressWarnings("unchecked")
    public SocketCore(SpSocket facade, Protocol protocol, SocketSetup setup) {
        this.facade = facade;
        this.protocol = protocol;
        this.mode = setup.mode();
        this.options = setup.options();
        this.session = setup.environment().open();
        this.executor = setup.executor(session);
        this.clock = session.clock();
        this.turn = new Turn(this, clock);
        this.settings = new ProtocolSettings();
        settings.raw = mode == Mode.RAW;
        ProtocolOptions.apply(options, settings);
        this.logic = (ProtocolLogic<Object>) Protocols.create(protocol, session.random(), settings);
        this.writePolicy = new WritePolicy(logic.fansOut());
        this.endpoints = new Endpoints(this);
        this.leading = new Leading(this, options.get(Options.LOW_LATENCY) ? new Spin() : null);
        this.closer = new SocketCloser(this);
        this.ticks = new TickTimer(this);
        try (Turn t = turn()) {
            this.main = new ContextCore(this, logic.newContext(t, settings), options, settings);
        }
    }

    /** Options for a new cooked socket of this protocol. */
    public static OptionValues newOptions(Protocol protocol) {
        return newOptions(protocol, Mode.COOKED);
    }

    /** Options for a new socket of this protocol. */
    public static OptionValues newOptions(Protocol protocol, Mode mode) {
        return new OptionValues(ProtocolOptions.defaults(protocol, mode));
    }

    /** Throws unless sockets of this protocol have the option. */
    public static void checkOption(Protocol protocol, Mode mode, Option<?> option) {
        ProtocolOptions.check(protocol, mode, option);
    }

    Turn turn() {
        return turn.begin();
    }

    /** How many wait for something that later Turns bring. */
    int waiting() {
        return turn.waiting();
    }

    public SpSocket facade() {
        return facade;
    }

    public Protocol protocol() {
        return protocol;
    }

    public boolean isRaw() {
        return mode == Mode.RAW;
    }

    public String name() {
        String name = options.get(Options.SOCKET_NAME);
        return name.isEmpty() ? protocol.wireName() + "-" + Integer.toHexString(System.identityHashCode(this)) : name;
    }

    /** The context behind the socket's own send and recv; throws while it is lent. */
    public ContextCore main() {
        if (borrower != null) {
            throw ErrorCode.BUSY.exception(name() + " belongs to a device, which sends and receives on it");
        }
        return main;
    }

    /** Lends the context behind the socket's own send and recv; the socket does not end before {@link #endBinding}. */
    ContextCore lend(Effect whenItCloses) {
        try (Turn t = turn()) {
            checkOpen(t);
            ContextCore lent = main();
            closer.enter(t);
            borrower = whenItCloses;
            return lent;
        }
    }

    /** The loan is over before it began. */
    void takeBack() {
        borrower = null;
        endBinding();
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    /** Runs user code where it belongs. */
    void execute(Runnable userCode) {
        try {
            executor.execute(userCode);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.WARNING, "SP-EXECUTOR-REJECTED: the executor of {0} takes no more, another is used", name());
            Threads.callbacks().execute(userCode);
        }
    }

    // ---- contexts --------------------------------------------------------------------------------------------------

    /** A context with the socket's present options. */
    public ContextCore openContext() {
        return openContext(unchanged -> {});
    }

    /** A context with the socket's present options, but for what {@code how} changes. */
    ContextCore openContext(Consumer<? super ProtocolSettings> how) {
        try (Turn t = turn()) {
            checkOpen(t);
            OptionValues own = options.copy();
            ProtocolSettings ownSettings = settings.copy();
            how.accept(ownSettings);
            ContextCore context = new ContextCore(this, logic.newContext(t, ownSettings), own, ownSettings);
            contexts.add(context);
            return context;
        }
    }

    void forget(Turn t, ContextCore context) {
        contexts.remove(context);
        goneDepths = goneDepths.and(context.depths(t).marks());
    }

    /** How much waits in the queues of all contexts. */
    Depths depths(Turn t) {
        Depths sum = goneDepths.and(main.depths(t));
        for (ContextCore context : contexts) {
            sum = sum.and(context.depths(t));
        }
        return sum;
    }

    /** How to send to one pipe, or null where the protocol does not address single peers. */
    @Nullable
    ContextCore directedTo(int pipeId) {
        try (Turn t = turn()) {
            checkOpen(t);
            PipeCore pipe = pipes.get(pipeId);
            if (pipe == null) {
                throw ErrorCode.BAD_STATE.exception("send to pipe " + pipeId + ": it is not connected");
            }
            ContextLogic directed = logic.directed(t, pipe.protocolState());
            return directed == null ? null : new ContextCore(this, directed, options, settings);
        }
    }

    /** Throws when the socket is closed; without a Turn the answer may be old. */
    public void checkOpen() {
        if (closer.isClosing()) {
            throw ErrorCode.CLOSED.exception(name() + " is closed");
        }
    }

    /** Throws when the socket is closed. */
    void checkOpen(Turn t) {
        checkOpen();
    }

    // ---- pipes -----------------------------------------------------------------------------------------------------

    Map<Integer, PipeCore> pipes(Turn t) {
        return pipes;
    }

    /** An id that no live pipe has; inside the Turn. */
    int newPipeId(Turn t) {
        while (true) {
            int id = session.random().nextInt(1, Integer.MAX_VALUE);
            if (!pipes.containsKey(id)) {
                return id;
            }
        }
    }

    /** A pipe is up and its protocol has taken it. */
    void attached(Turn t, PipeCore pipe) {
        pipes.put(pipe.id(), pipe);
        writePolicy.pipes(pipes.size());
        counters.connects++;
        events.add(t, new SocketEvent.PipeAttached(facade, pipe.handle));
        for (PipeWaiter waiter : List.copyOf(pipeWaiters)) {
            if (pipes.size() >= waiter.atLeast) {
                pipeWaiters.remove(waiter);
                List<Pipe> now = pipeList(t);
                t.after(() -> waiter.future.complete(now));
            }
        }
    }

    /** A pipe is gone; the protocol gets back what was not begun. */
    void detached(Turn t, PipeCore pipe, List<Message> unsent, CloseReason why, String detail) {
        if (pipes.remove(pipe.id()) == null) {
            throw new IllegalStateException("pipe " + pipe.id() + " is detached twice");
        }
        writePolicy.pipes(pipes.size());
        counters.closes.add(why, 1);
        counters.add(pipe.counters);
        logic.detach(t, pipe.protocolState(), unsent);
        pipe.handle.ended(t, why); // its last counters know what the protocol has just dropped
        events.add(t, new SocketEvent.PipeDetached(facade, pipe.handle, why, detail));
        pipe.endpoint.pipeGone(t, pipe, why);
        Duration age = pipe.age(t);
        t.after(() -> Recorder.JVM.disconnected(pipe.handle, why, detail, age));
        if (why.isFault()) {
            t.after(() -> endpoints.peerLog.faulted(pipe.handle.remote(), why, detail));
        }
        closer.pipeGone(t);
    }

    public List<Pipe> pipes() {
        try (Turn t = turn()) {
            return pipeList(t);
        }
    }

    private List<Pipe> pipeList(Turn t) {
        List<Pipe> list = new ArrayList<>(pipes.size());
        pipes.values().forEach(pipe -> list.add(pipe.handle));
        return List.copyOf(list);
    }

    /** Waits until so many pipes are up. */
    public List<Pipe> awaitPipes(int atLeast, Duration timeout) {
        if (atLeast < 0) {
            throw new IllegalArgumentException("awaitPipes(" + atLeast + "): a number of pipes is 0 or more");
        }
        long nanos = ContextCore.nanos(timeout);
        PipeWaiter waiter = new PipeWaiter(atLeast, new CompletableFuture<>());
        try (Turn t = turn()) {
            checkOpen(t);
            if (pipes.size() >= atLeast) {
                return pipeList(t);
            }
            pipeWaiters.add(waiter);
        }
        try {
            return Blocking.await(
                    session,
                    waiter.future,
                    nanos,
                    name() + ": awaitPipes",
                    () -> ErrorCode.TIMEOUT.exception(name() + ": " + atLeast + " pipes were not up within " + timeout
                            + ", there are " + pipes().size() + endpoints.lastErrorInWords()));
        } finally {
            try (Turn t = turn()) {
                forget(t, waiter);
            }
        }
    }

    private void forget(Turn t, PipeWaiter waiter) {
        pipeWaiters.remove(waiter);
    }

    String peersInWords() {
        try (Turn t = turn()) {
            int n = pipes(t).size();
            return n == 0 ? "no peer is connected" : n == 1 ? "1 peer is connected" : n + " peers are connected";
        }
    }

    // ---- options ---------------------------------------------------------------------------------------------------

    public <T> T get(Option<T> option) {
        ProtocolOptions.check(protocol, mode, option);
        return option == Options.SOCKET_NAME ? option.type().cast(name()) : options.get(option);
    }

    public <T> void set(Option<T> option, T value) {
        ProtocolOptions.check(protocol, mode, option);
        if (option.mutability() == Option.Mutability.BEFORE_OPEN) {
            throw ErrorCode.READ_ONLY.exception(
                    "option " + option.name() + " is for the builder, an open socket keeps what it has");
        }
        try (Turn t = turn()) {
            checkOpen(t);
            options.set(option, value);
            main.optionsChanged(t);
            logic.settingsChanged(t);
        }
    }

    // ---- events and statistics -------------------------------------------------------------------------------------

    public <E extends SocketEvent> Registration onEvent(Class<E> type, Consumer<? super E> action) {
        return events.add(type, action);
    }

    void callbackFailed(Throwable failure) {
        try (Turn t = turn()) {
            counters.callbackFailures++;
            events.add(t, new SocketEvent.CallbackFailed(facade, failure));
        }
    }

    /** Counts messages dropped on a pipe, which has counted them for itself. */
    void countDrop(Turn t, @Nullable PipeCore pipe, DropReason why, long count) {
        counters.drops.add(why, count);
        dropReports.add(t, pipe == null ? 0 : pipe.id(), why, count);
        if (events.isHeard()) {
            Optional<Pipe> handle = pipe == null ? Optional.empty() : Optional.of(pipe.handle);
            events.add(t, new SocketEvent.MessagesDropped(facade, handle, why, count));
        }
    }

    public SocketStats stats() {
        try (Turn t = turn()) {
            return SocketSnapshot.take(this, t);
        }
    }

    // ---- TurnHost --------------------------------------------------------------------------------------------------

    @Override
    public void schedule(Turn t, long atNanos) {
        ticks.want(t, atNanos);
    }

    @Override
    public void dropped(Turn t, @Nullable PipePort port, Message m, DropReason why) {
        PipeCore pipe = (PipeCore) port;
        if (pipe != null) {
            pipe.counters.protocolDrops.add(why, 1);
        }
        countDrop(t, pipe, why, 1);
    }

    @Override
    public void ending(Turn t) {
        watched.check(t);
    }

    @Override
    public void effectFailed(Throwable failure) {
        LOG.log(Level.ERROR, "SP-EFFECT-FAULT: an effect of " + name() + " failed", failure);
    }

    // ---- closing ---------------------------------------------------------------------------------------------------

    boolean isClosing(Turn t) {
        return closer.isClosing();
    }

    boolean isClosing() {
        return closer.isClosing();
    }

    public boolean isClosed() {
        return closer.isClosing();
    }

    /** Keeps the loops until {@link #endBinding} whoever closes meanwhile; throws when the socket is closed already. */
    void beginBinding() {
        try (Turn t = turn()) {
            checkOpen(t);
            closer.enter(t);
        }
    }

    void endBinding() {
        try (Turn t = turn()) {
            closer.leave(t);
        }
    }

    /** Inside the Turn: everything that waits fails, everything that is stored is dropped. */
    void closeContexts(Turn t) {
        contexts.forEach(context -> context.close(t, CLOSED));
        contexts.clear();
        main.close(t, CLOSED);
        logic.close(t);
        ticks.stop();
        SpException closed = ErrorCode.CLOSED.exception(name() + " was closed");
        for (PipeWaiter waiter : pipeWaiters) {
            t.after(() -> waiter.future.completeExceptionally(closed));
        }
        pipeWaiters.clear();
        Effect told = borrower;
        if (told != null) {
            t.after(told);
        }
    }

    /** Closes within the linger option's time. */
    public void close() {
        close(options.get(Options.LINGER));
    }

    public CloseReport close(Duration linger) {
        return closer.closeAndWait(ContextCore.nanos(linger));
    }

    /** Begins to close within the linger option's time; the future is the engine's. */
    CompletableFuture<CloseReport> beginClose() {
        return closer.begin(ContextCore.nanos(options.get(Options.LINGER)));
    }

    public CompletableFuture<CloseReport> closeAsync(Duration linger) {
        return closer.begin(ContextCore.nanos(linger)).thenApplyAsync(report -> report, this::execute);
    }
}
