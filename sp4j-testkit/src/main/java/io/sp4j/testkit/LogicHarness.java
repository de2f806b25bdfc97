package io.sp4j.testkit;

import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.internal.protocol.ContextLogic;
import io.sp4j.internal.protocol.PipeRejected;
import io.sp4j.internal.protocol.ProtocolLogic;
import io.sp4j.internal.protocol.ProtocolSettings;
import io.sp4j.internal.protocol.Protocols;
import io.sp4j.internal.protocol.RecvQueue;
import io.sp4j.internal.protocol.Subscriptions;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import io.sp4j.internal.turn.TurnHost;
import io.sp4j.spi.Clock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Drives the logic of one protocol by hand, as the engine does but without threads: fake pipes, a manual clock, ops that
 * record. One call is one event.
 *
 * <ol>
 *   <li>A paused pipe holds what arrives, and pipes that are resumed hand it over in that order; a pipe that the protocol
 *       closes is detached before the call returns.
 *   <li>An op that may not wait is settled when its call returns; every other one is woken once, when it settles.
 *   <li>The protocol's ticks come through the clock.
 *   <li>After every event the law of conservation holds for each pipe: what it took is written, dropped, handed back or
 *       still in its ring.
 * </ol>
 */
public final class LogicHarness implements TurnHost {
    private static final int BATCH = 64;

    private final ManualClock clock;
    private final ProtocolSettings settings = new ProtocolSettings();
    private final ProtocolLogic<Object> logic;
    private final Turn turn;
    private final ContextLogic main;
    private final Set<ContextLogic> contexts = new LinkedHashSet<>();
    private final Set<FakePipe> pipes = new LinkedHashSet<>();
    private final List<FakePipe> everAttached = new ArrayList<>();
    private final List<RecordingOp> ops = new ArrayList<>();
    private final List<Dropped> drops = new ArrayList<>();
    private final List<Message> received = new ArrayList<>();
    private Clock.@Nullable Alarm alarm;
    private long alarmAt;
    private int lastPipe;
    private int pipeDepth = 1024;
    private boolean closed;
    private int turns;

    /** A message that the protocol dropped. */
    public record Dropped(@Nullable PipePort pipe, Message message, DropReason why) {}

    /** A socket of this protocol with default settings. */
    public LogicHarness(Protocol protocol, long seed) {
        this(protocol, seed, unchanged -> {});
    }

    /** A socket of this protocol; {@code seed} determines its ids and the time at which its clock starts. */
    public LogicHarness(Protocol protocol, long seed, Consumer<? super ProtocolSettings> how) {
        this(protocol, new Random(seed), new ManualClock(new Random(~seed).nextLong()), how);
    }

    /** A socket of this protocol with a clock and a source of ids of the test's own. */
    public LogicHarness(
            Protocol protocol, RandomGenerator random, ManualClock clock, Consumer<? super ProtocolSettings> how) {
        this.clock = clock;
        how.accept(settings);
        turn = new Turn(this, clock);
        logic = unchecked(Protocols.create(protocol, random, settings));
        main = openContext(settings);
    }

    @SuppressWarnings("unchecked") // pipes are given back only what attach answered
    private static ProtocolLogic<Object> unchecked(ProtocolLogic<?> logic) {
        return (ProtocolLogic<Object>) logic;
    }

    /** A message as it comes off the wire: words in front of a text. */
    public static Message wire(String text, int... words) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES + body.length);
        for (int word : words) {
            bytes.putInt(word);
        }
        bytes.put(body);
        return Message.wrap(bytes.array());
    }

    // ---- contexts and ops

    /** The context that the socket's own calls use. */
    public ContextLogic main() {
        return main;
    }

    /** A further context with the settings that the socket has now. */
    public ContextLogic openContext() {
        return openContext(settings.copy());
    }

    private ContextLogic openContext(ProtocolSettings own) {
        ContextLogic[] opened = new ContextLogic[1];
        inTurn(t -> opened[0] = logic.newContext(t, own));
        contexts.add(opened[0]);
        return opened[0];
    }

    /** Sends to one attached pipe; fails where the protocol addresses no single peers. */
    public ContextLogic directed(FakePipe pipe) {
        ContextLogic[] directed = new ContextLogic[1];
        inTurn(t -> directed[0] = logic.directed(t, pipe.state()));
        if (directed[0] == null) {
            throw new AssertionError("no directed sends");
        }
        return directed[0];
    }

    /** Sends on the main context; may wait. */
    public RecordingOp send(String text) {
        return send(main, text);
    }

    /** Sends; may wait. */
    public RecordingOp send(ContextLogic context, String text) {
        return send(context, Message.of(text));
    }

    /** Sends; may wait. */
    public RecordingOp send(ContextLogic context, Message m) {
        return start(new RecordingOp(context, m, Op.Waiting.ALLOWED));
    }

    /** Sends; may not wait. */
    public RecordingOp trySend(ContextLogic context, String text) {
        return trySend(context, Message.of(text));
    }

    /** Sends; may not wait. */
    public RecordingOp trySend(ContextLogic context, Message m) {
        return start(new RecordingOp(context, m, Op.Waiting.NOT_ALLOWED));
    }

    /** Receives on the main context; may wait. */
    public RecordingOp receive() {
        return receive(main);
    }

    /** Receives; may wait. */
    public RecordingOp receive(ContextLogic context) {
        return start(new RecordingOp(context, null, Op.Waiting.ALLOWED));
    }

    /** Receives; may not wait. */
    public RecordingOp tryReceive(ContextLogic context) {
        return start(new RecordingOp(context, null, Op.Waiting.NOT_ALLOWED));
    }

    private RecordingOp start(RecordingOp op) {
        ops.add(op);
        inTurn(t -> {
            if (op.isSend()) {
                op.context().send(t, op);
            } else {
                op.context().receive(t, op);
            }
            if (op.isPending()) {
                op.startedWaiting();
            }
        });
        return op;
    }

    /** Takes a message from the context's inbox without a Turn, as a fast receiver does; null when there is none. */
    public @Nullable Message poll(ContextLogic context) {
        RecvQueue inbox = context.inbox();
        if (inbox == null) {
            return null;
        }
        Message m = inbox.poll();
        if (m != null && inbox.refillDue()) {
            inTurn(context::refill);
        }
        return m;
    }

    /** Subscribes a context of a protocol that has topics. */
    public void subscribe(ContextLogic context, String topic) {
        inTurn(t -> ((Subscriptions) context).subscribe(t, topic.getBytes(StandardCharsets.UTF_8)));
    }

    /** Takes a subscription back; answers whether there was one. */
    public boolean unsubscribe(ContextLogic context, String topic) {
        boolean[] removed = new boolean[1];
        inTurn(t -> removed[0] = ((Subscriptions) context).unsubscribe(t, topic.getBytes(StandardCharsets.UTF_8)));
        return removed[0];
    }

    /** Gives a pending op up; no effect on a settled one. */
    public void cancel(RecordingOp op) {
        end(op, new Failure(ErrorCode.CANCELED, "canceled by the test"));
    }

    /** The time of a pending op is over; no effect on a settled one. */
    public void expire(RecordingOp op) {
        end(op, new Failure(ErrorCode.TIMEOUT, "timed out in the test"));
    }

    private void end(RecordingOp op, Failure why) {
        inTurn(t -> {
            if (op.isPending()) {
                op.context().cancel(t, op, why);
            }
        });
    }

    /** Closes one context; no effect on a closed one. */
    public void closeContext(ContextLogic context) {
        if (contexts.remove(context)) {
            inTurn(t -> context.close(t, new Failure(ErrorCode.CLOSED, "closed by the test")));
        }
    }

    // ---- pipes

    /** How many messages the pipes to come take beside the one being written, unless the protocol says otherwise. */
    public void pipeDepth(int depth) {
        pipeDepth = depth;
    }

    /** A new pipe, which the protocol must take. */
    public FakePipe attach() {
        FakePipe pipe = new FakePipe(++lastPipe, pipeDepth, this::handOver);
        PipeRejected rejected = attach(pipe);
        if (rejected != null) {
            throw new AssertionError("the pipe was rejected", rejected);
        }
        return pipe;
    }

    /** A new pipe, which the protocol may take or not. */
    public void attachOrRefuse() {
        attach(new FakePipe(++lastPipe, pipeDepth, this::handOver));
    }

    /** A new pipe, which the protocol must refuse. */
    public PipeRejected attachRefused() {
        PipeRejected rejected = attach(new FakePipe(++lastPipe, pipeDepth, this::handOver));
        if (rejected == null) {
            throw new AssertionError("the pipe was taken");
        }
        return rejected;
    }

    private @Nullable PipeRejected attach(FakePipe pipe) {
        PipeRejected[] rejected = new PipeRejected[1];
        inTurn(t -> {
            try {
                pipe.attachedAs(logic.attach(t, pipe));
                pipes.add(pipe);
                everAttached.add(pipe);
            } catch (PipeRejected refused) {
                rejected[0] = refused;
            }
        });
        return rejected[0];
    }

    /** The pipe is lost; what it never began to write goes back. */
    public void detach(FakePipe pipe) {
        if (pipes.remove(pipe)) {
            inTurn(t -> logic.detach(t, pipe.state(), pipe.detached()));
        }
    }

    /** The peer sends messages; they come in as one batch. */
    public void deliver(FakePipe pipe, Message... messages) {
        for (Message m : messages) {
            pipe.arrive(m);
        }
        settle();
    }

    /** The pipe writes its oldest message, if it has one. */
    public void write(FakePipe pipe) {
        if (pipe.writeOne()) {
            inTurn(t -> logic.writable(t, pipe.state()));
        }
    }

    /** The pipe writes until it has nothing left. */
    public void writeAll(FakePipe pipe) {
        while (!pipe.unwritten().isEmpty()) {
            write(pipe);
        }
    }

    // ---- time, settings, end

    /** Lets time pass, with the ticks that the protocol asked for. */
    public void advanceNanos(long nanos) {
        clock.advance(nanos);
    }

    /** The clock that the protocol sees. */
    public ManualClock clock() {
        return clock;
    }

    /** Changes the socket's settings and says so, to its main context and to the socket. */
    public void change(Consumer<? super ProtocolSettings> how) {
        how.accept(settings);
        inTurn(t -> {
            main.settingsChanged(t);
            logic.settingsChanged(t);
        });
    }

    /** The socket closes at once: pipes are cut with what they have not written. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        inTurn(t -> {
            for (ContextLogic context : contexts) {
                context.close(t, new Failure(ErrorCode.CLOSED, "socket closed by the test"));
            }
            contexts.clear();
            logic.close(t);
        });
        List.copyOf(pipes).forEach(this::detach);
    }

    /** Whether the socket is in raw mode. */
    public boolean isRaw() {
        return settings.raw;
    }

    // ---- what happened

    /** The attached pipes, oldest first. */
    public List<FakePipe> pipes() {
        return List.copyOf(pipes);
    }

    /** All pipes that the protocol ever took. */
    public List<FakePipe> everAttached() {
        return List.copyOf(everAttached);
    }

    /** All ops ever started, oldest first. */
    public List<RecordingOp> ops() {
        return List.copyOf(ops);
    }

    /** All messages that the protocol dropped, oldest first. */
    public List<Dropped> drops() {
        return List.copyOf(drops);
    }

    /** How many messages were dropped for this reason. */
    public int drops(DropReason why) {
        return (int) drops.stream().filter(drop -> drop.why() == why).count();
    }

    /** Everything that the protocol was given from pipes, oldest first. */
    public List<Message> received() {
        return List.copyOf(received);
    }

    /** Fails unless every op is settled or waits as it may, and was woken as often as it should. */
    public void checkOps() {
        for (RecordingOp op : ops) {
            op.check();
            if (closed && op.isPending()) {
                throw new AssertionError("left behind by close: " + op);
            }
        }
    }

    // ---- the engine's part

    @Override
    public void schedule(Turn t, long atNanos) {
        if (alarm == null || atNanos - alarmAt < 0) {
            if (alarm != null) {
                alarm.cancel();
            }
            alarmAt = atNanos;
            alarm = clock.schedule(atNanos, this::tick);
        }
    }

    private void tick() {
        alarm = null;
        if (!closed) {
            inTurn(logic::tick);
        }
    }

    @Override
    public void dropped(Turn t, @Nullable PipePort pipe, Message m, DropReason why) {
        drops.add(new Dropped(pipe, m, why));
    }

    @Override
    public void effectFailed(Throwable failure) {
        throw new AssertionError("an effect failed", failure);
    }

    private void inTurn(Consumer<Turn> event) {
        turns++;
        try (Turn t = turn.begin()) {
            event.accept(t);
        }
        turns--;
        if (turns == 0) {
            settle();
            everAttached.forEach(FakePipe::checkConservation);
        }
    }

    /** What the engine does between two events: hand over what arrived, detach what was closed. */
    private void settle() {
        for (FakePipe pipe : pipes()) {
            if (pipe.closeReason() != null) {
                detach(pipe);
            } else {
                handOver(pipe);
            }
        }
    }

    /** What arrived on a pipe goes to the protocol, until that pauses the pipe. */
    private void handOver(FakePipe pipe) {
        while (pipe.canReceive()) {
            inTurn(t -> {
                for (int i = 0; i < BATCH && pipe.canReceive(); i++) {
                    Message m = pipe.nextInbound();
                    received.add(m);
                    logic.receive(t, pipe.state(), m);
                }
            });
        }
    }
}
