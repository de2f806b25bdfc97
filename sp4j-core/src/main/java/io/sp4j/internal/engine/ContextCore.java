package io.sp4j.internal.engine;

import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Option;
import io.sp4j.Options;
import io.sp4j.SpException;
import io.sp4j.internal.jfr.Recorder;
import io.sp4j.internal.protocol.ContextLogic;
import io.sp4j.internal.protocol.Depths;
import io.sp4j.internal.protocol.ProtocolSettings;
import io.sp4j.internal.protocol.RecvQueue;
import io.sp4j.internal.protocol.Subscriptions;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.Op.Waiting;
import io.sp4j.internal.turn.Turn;
import io.sp4j.spi.Escapes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Sends and receives through one context of a protocol: blocking, trying, and with futures, which are one path. A call
 * becomes an op, the op is given to the protocol inside a Turn, and its owner waits outside.
 */
public final class ContextCore {
    private static final long FOREVER = Long.MAX_VALUE;
    private static final Failure CLOSED = new Failure(ErrorCode.CLOSED, "the context is closed");
    private static final Failure INTERRUPTED =
            new Failure(ErrorCode.INTERRUPTED, "the thread was interrupted while it waited; its flag is still set");

    final SocketCore socket;
    private final ContextLogic logic;
    private final OptionValues options;
    private final ProtocolSettings settings;
    private final @Nullable RecvQueue inbox;
    private boolean closed;
    private final SpareWaiter spare = new SpareWaiter();
    private volatile long sendTimeout;
    private volatile long recvTimeout;
    private volatile @Nullable Watching watching;

    ContextCore(SocketCore socket, ContextLogic logic, OptionValues options, ProtocolSettings settings) {
        this.socket = socket;
        this.logic = logic;
        this.options = options;
        this.settings = settings;
        this.inbox = logic.inbox();
        readTimeouts();
    }

    // ---- sending ---------------------------------------------------------------------------------------------------

    /** Sends, waiting at most the send timeout. */
    public void send(Message m) {
        send(m, sendTimeout);
    }

    /** Sends, waiting at most {@code timeout}. */
    public void send(Message m, Duration timeout) {
        send(m, nanos(timeout));
    }

    private void send(Message m, long timeout) {
        Failure failed = send(checked(m), timeout, mayWait(timeout));
        if (failed != null) {
            throw exception(true, failed);
        }
    }

    /** Sends if that is possible at once. */
    public boolean trySend(Message m) {
        Failure failed = send(checked(m), 0, Waiting.NOT_ALLOWED);
        return failed == null || !wouldWait(true, failed);
    }

    /** Answers why the message could not be sent, or null. */
    private @Nullable Failure send(Message m, long timeout, Waiting waiting) {
        Waiter op;
        try (Turn t = socket.turn()) {
            op = spare.take(t, m, waiting, Parking.THREAD);
            if (begin(t, op)) {
                Failure failed = op.failure();
                spare.giveBack(t, op);
                return failed;
            }
        }
        await(op, timeout);
        return op.failure();
    }

    /** Sends without blocking, within the send timeout. */
    public CompletableFuture<Void> sendAsync(Message m) {
        return sendAsync(m, sendTimeout);
    }

    /** Sends without blocking, within {@code timeout}. */
    public CompletableFuture<Void> sendAsync(Message m, Duration timeout) {
        return sendAsync(m, nanos(timeout));
    }

    private CompletableFuture<Void> sendAsync(Message m, long timeout) {
        return this.<Void>async(new AsyncOp(this, checked(m), mayWait(timeout)), timeout);
    }

    private static Message checked(Message m) {
        return Objects.requireNonNull(m, "message");
    }

    // ---- receiving -------------------------------------------------------------------------------------------------

    /** Receives, waiting at most the receive timeout. */
    public Message recv() {
        return recv(recvTimeout);
    }

    /** Receives, waiting at most {@code timeout}. */
    public Message recv(Duration timeout) {
        return recv(nanos(timeout));
    }

    private Message recv(long timeout) {
        Message ready = pollInbox();
        if (ready != null) {
            return ready;
        }
        Object outcome = receive(timeout, mayWait(timeout));
        if (outcome instanceof Message received) {
            return received;
        }
        throw exception(false, (Failure) outcome);
    }

    /** Receives what is there. */
    public Optional<Message> tryRecv() {
        Message ready = pollInbox();
        if (ready != null) {
            return Optional.of(ready);
        }
        Object outcome = receive(0, Waiting.NOT_ALLOWED);
        if (outcome instanceof Message received) {
            return Optional.of(received);
        }
        wouldWait(false, (Failure) outcome);
        return Optional.empty();
    }

    /** Answers the message, or the failure. */
    private Object receive(long timeout, Waiting waiting) {
        Waiter op;
        try (Turn t = socket.turn()) {
            op = spare.take(t, null, waiting, socket.leading);
            if (begin(t, op)) {
                Object outcome = outcome(op);
                spare.giveBack(t, op);
                return outcome;
            }
        }
        await(op, timeout);
        return outcome(op);
    }

    private static Object outcome(Op receive) {
        Failure failed = receive.failure();
        return failed != null ? failed : Objects.requireNonNull(receive.result(), "neither message nor failure");
    }

    /** Receives without blocking, within the receive timeout. */
    public CompletableFuture<Message> recvAsync() {
        return recvAsync(recvTimeout);
    }

    /** Receives without blocking, within {@code timeout}. */
    public CompletableFuture<Message> recvAsync(Duration timeout) {
        return recvAsync(nanos(timeout));
    }

    CompletableFuture<Message> recvAsync(long timeout) {
        Message ready = pollInbox();
        return ready != null
                ? CompletableFuture.completedFuture(ready)
                : this.<Message>async(new AsyncOp(this, null, mayWait(timeout)), timeout);
    }

    /** A message that is here already, as far as that can be told without a Turn; or null. */
    @Nullable
    Message pollInbox() {
        RecvQueue queue = inbox;
        if (queue == null) {
            return null;
        }
        Message m = queue.poll();
        if (m != null && queue.refillDue()) {
            try (Turn t = socket.turn()) {
                logic.refill(t);
            }
        } else if (m != null && watching != null && queue.size() == 0) {
            socket.turn().close();
        }
        return m;
    }

    /** Receives, however long it takes; empty when the context is closed, or its survey over. */
    Optional<Message> recvUnlessOver() {
        try {
            return Optional.of(recv(FOREVER));
        } catch (SpException.Closed | SpException.Timeout e) {
            return Optional.empty();
        } catch (SpException.BadState e) {
            if (isOver()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Everything that is received, one after the other. */
    public Iterable<Message> messages() {
        return new Messages(this);
    }

    /** Publishes what is received. */
    public Flow.Publisher<Message> publisher() {
        return new MessagePublisher(this);
    }

    // ---- waiting without receiving ---------------------------------------------------------------------------------

    /** The ways to wait for this context. */
    public Watching watching() {
        Watching known = watching;
        if (known != null) {
            return known;
        }
        try (Turn t = socket.turn()) {
            return watching(t);
        }
    }

    private Watching watching(Turn t) {
        Watching known = watching;
        if (known == null) {
            known = new Watching(this);
            watching = known;
        }
        return known;
    }

    boolean isReady(Turn t, Readiness.Direction direction) {
        return direction == Readiness.Direction.RECEIVE ? logic.receivable(t) : logic.sendable(t);
    }

    /** Whether nothing comes until the next send. */
    boolean isOver() {
        try (Turn t = socket.turn()) {
            return isOver(t);
        }
    }

    boolean isOver(Turn t) {
        return logic.isOver(t);
    }

    /** Whether it is closed, or what it sends to is lost. */
    boolean isGone(Turn t) {
        return closed || socket.isClosing(t) || logic.isGone(t);
    }

    Depths depths(Turn t) {
        return logic.depths(t);
    }

    void checkOpen(Turn t) {
        if (isGone(t)) {
            throw (socket.isClosing(t) ? SocketCore.CLOSED : CLOSED).toException();
        }
    }

    // ---- the one path ----------------------------------------------------------------------------------------------

    private static Waiting mayWait(long timeout) {
        return timeout == 0 ? Waiting.NOT_ALLOWED : Waiting.ALLOWED;
    }

    /** Gives the op to the protocol; whether that settled it. */
    boolean begin(Op op) {
        try (Turn t = socket.turn()) {
            return begin(t, op);
        }
    }

    /** As {@link #begin(Op)}, inside a Turn that the caller holds. */
    boolean begin(Turn t, Op op) {
        if (closed || socket.isClosing(t)) {
            t.fail(op, socket.isClosing(t) ? SocketCore.CLOSED : CLOSED);
        } else if (op.isSend()) {
            logic.send(t, op);
        } else {
            logic.receive(t, op);
        }
        if (!op.isSettled()) {
            t.keep(op);
            return false;
        }
        return true;
    }

    private void await(Waiter op, long timeout) {
        Recorder.Wait recorded = op.isSend() ? Recorder.JVM.sendWaits() : Recorder.Wait.UNRECORDED;
        long deadline = timeout == FOREVER ? 0 : socket.clock.nanos() + timeout;
        while (!op.isWoken()) {
            if (Thread.interrupted()) {
                withdraw(op, INTERRUPTED);
                Thread.currentThread().interrupt();
                break;
            }
            long left = timeout == FOREVER ? FOREVER : deadline - socket.clock.nanos();
            if (left <= 0) {
                withdraw(op, timedOut(op.isSend(), timeout));
                break;
            }
            if (!socket.session.await(op, left)) {
                op.park(left);
            }
        }
        op.passOn();
        Failure failed = op.failure();
        recorded.over(socket.facade(), failed == null ? null : failed.code());
    }

    @SuppressWarnings("unchecked")
    private <T> CompletableFuture<T> async(AsyncOp op, long timeout) {
        if (begin(op)) {
            op.deliver();
        } else {
            socket.leading.waitsBesides();
            if (timeout != FOREVER) {
                op.timeoutAfter(timeout);
            }
        }
        return (CompletableFuture<T>) (CompletableFuture<?>) op.future();
    }

    void timeout(AsyncOp op, long timeout) {
        withdraw(op, timedOut(op.isSend(), timeout));
    }

    /** Ends an op before its time; false when it is settled already. */
    boolean withdraw(Op op, Failure why) {
        try (Turn t = socket.turn()) {
            if (op.isSettled()) {
                return false;
            }
            if (op instanceof AsyncOp async) {
                async.withdrawing(why);
            }
            logic.cancel(t, op, why);
            return true;
        }
    }

    private Failure timedOut(boolean send, long timeout) {
        return new Failure(
                ErrorCode.TIMEOUT,
                (send ? "send" : "recv") + " did not finish within " + Duration.ofNanos(timeout) + "; "
                        + socket.peersInWords());
    }

    /** What the caller of a failed op gets to see, with the name of the socket. */
    SpException exception(boolean send, Failure why) {
        Failure told = why == Turn.WOULD_WAIT ? timedOut(send, 0) : why;
        return told.code().exception(socket.name() + ": " + told.text());
    }

    /** Whether the op failed only because it would have had to wait; throws if it did not. */
    private boolean wouldWait(boolean send, Failure failed) {
        if (failed.code() == ErrorCode.TIMEOUT) {
            return true;
        }
        throw exception(send, failed);
    }

    // ---- topics ----------------------------------------------------------------------------------------------------

    /** Adds a topic, which is copied. */
    public void subscribe(byte[] topic) {
        byte[] copy = topic.clone();
        try (Turn t = socket.turn()) {
            subscriptions(t).subscribe(t, copy);
        }
    }

    /** Removes a topic. */
    public void unsubscribe(byte[] topic) {
        boolean removed;
        try (Turn t = socket.turn()) {
            removed = subscriptions(t).unsubscribe(t, topic);
        }
        if (!removed) {
            throw ErrorCode.NO_ENTRY.exception("unsubscribe: there is no subscription to \""
                    + Escapes.escape(new String(topic, StandardCharsets.UTF_8), 64) + "\"");
        }
    }

    private Subscriptions subscriptions(Turn t) {
        if (closed) {
            throw (socket.isClosing() ? SocketCore.CLOSED : CLOSED).toException();
        }
        if (logic instanceof Subscriptions subscriptions) {
            return subscriptions;
        }
        throw ErrorCode.NOT_SUPPORTED.exception(socket.protocol.wireName() + " sockets have no subscriptions");
    }

    // ---- options and closing ---------------------------------------------------------------------------------------

    /** The value of an option of this context. */
    public <T> T get(Option<T> option) {
        ProtocolOptions.checkContext(socket.protocol, option);
        return options.get(option);
    }

    /** Changes an option of this context. */
    public <T> void set(Option<T> option, T value) {
        ProtocolOptions.checkContext(socket.protocol, option);
        try (Turn t = socket.turn()) {
            if (closed) {
                throw ErrorCode.CLOSED.exception(socket.name() + ": the context is closed");
            }
            options.set(option, value);
            optionsChanged(t);
        }
    }

    void optionsChanged(Turn t) {
        ProtocolOptions.apply(options, settings);
        readTimeouts();
        logic.settingsChanged(t);
    }

    private void readTimeouts() {
        sendTimeout = ProtocolOptions.nanos(options.get(Options.SEND_TIMEOUT));
        recvTimeout = ProtocolOptions.nanos(options.get(Options.RECV_TIMEOUT));
    }

    static long nanos(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "timeout " + timeout + " is negative; use Options.FOREVER to wait for ever");
        }
        return ProtocolOptions.nanos(timeout);
    }

    /** The receive timeout. */
    public Duration recvTimeout() {
        return options.get(Options.RECV_TIMEOUT);
    }

    public boolean isClosed() {
        try (Turn t = socket.turn()) {
            return isClosed(t);
        }
    }

    private boolean isClosed(Turn t) {
        return closed;
    }

    /** Fails what waits here. */
    public void close() {
        try (Turn t = socket.turn()) {
            if (!closed) {
                socket.forget(t, this);
                close(t, CLOSED);
            }
        }
    }

    void close(Turn t, Failure why) {
        if (!closed) {
            closed = true;
            logic.close(t, why);
        }
    }
}
