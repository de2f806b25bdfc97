package io.sp4j.testkit.sim;

import io.sp4j.Message;
import io.sp4j.Pipe;
import io.sp4j.Protocol;
import io.sp4j.Receiver;
import io.sp4j.Sender;
import io.sp4j.SpContext;
import io.sp4j.SpException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A socket, or one of its contexts, that sends and receives and notices when something is wrong with what comes. */
final class Port {
    /** Time without end. */
    static final long FOREVER = Long.MAX_VALUE;

    final Actor actor;
    final @Nullable SpContext context;
    private final Object end;
    private final List<PendingOp> pending = new ArrayList<>();
    private final Map<Integer, Long> newest = new HashMap<>();
    private final Map<Integer, Map<Integer, Long>> newestOfPipe = new HashMap<>();
    private final Set<Body> seen = new HashSet<>();
    private @Nullable Body question;
    private @Nullable Body toAnswer;
    private int receiving;

    /** An operation under way. */
    private record PendingOp(CompletableFuture<?> future, String what, long since, long timeout) {}

    /** The socket itself, or a context of it. */
    Port(Actor actor, @Nullable SpContext context) {
        this.actor = actor;
        this.context = context;
        this.end = context == null ? actor.socket : context;
    }

    boolean maySend() {
        return end instanceof Sender && (!Family.answers(actor.protocol) || toAnswer != null && receiving == 0);
    }

    boolean mayReceive() {
        return end instanceof Receiver && (!Family.answers(actor.protocol) || receiving == 0);
    }

    // ---- sending ---------------------------------------------------------------------------------------------------

    /** Sends a message of its own, or the answer that it owes. */
    void send(long timeout) {
        Body body = nextBody();
        Message m = body.message(actor.random);
        begin("send " + body, timeout);
        CompletableFuture<Void> sent = timeout == FOREVER
                ? ((Sender) end).sendAsync(m)
                : ((Sender) end).sendAsync(m, Duration.ofNanos(timeout));
        watch(sent, "send " + body, timeout, accepted -> actor.accepted(body));
    }

    void trySend() {
        Body body = nextBody();
        begin("try to send " + body, 0);
        guarded(() -> {
            if (((Sender) end).trySend(body.message(actor.random))) {
                actor.accepted(body);
            }
        });
    }

    /** A blocking send, during which time passes. */
    void sendAndWait(long timeout) {
        Body body = nextBody();
        begin("send and wait " + body, timeout);
        long start = actor.run.sim.time().elapsed();
        guarded(() -> {
            ((Sender) end).send(body.message(actor.random), Duration.ofNanos(timeout));
            actor.accepted(body);
        });
        checkWaited(start, timeout);
    }

    /** Sends to one peer alone. */
    void sendTo(Pipe pipe, long timeout) {
        Body body = nextBody();
        begin("send " + body + " to pipe " + pipe.id(), timeout);
        guarded(() -> watch(
                pipe.sendAsync(body.message(actor.random), Duration.ofNanos(timeout)),
                "send " + body + " to a pipe",
                timeout,
                accepted -> actor.accepted(body)));
    }

    private Body nextBody() {
        Body answer = toAnswer;
        if (answer != null) {
            toAnswer = null;
            return answer.reply();
        }
        Body body = actor.nextBody();
        if (Family.asks(actor.protocol)) {
            question = body;
        }
        return body;
    }

    // ---- receiving -------------------------------------------------------------------------------------------------

    void receive(long timeout) {
        deliverSettled();
        Body asked = question;
        receiving++;
        begin("receive", timeout);
        CompletableFuture<Message> received = timeout == FOREVER
                ? ((Receiver) end).recvAsync()
                : ((Receiver) end).recvAsync(Duration.ofNanos(timeout));
        received.whenComplete((m, failure) -> receiving--);
        watch(received, "receive", timeout, m -> arrived(m, asked));
    }

    /** Whether there was something. */
    boolean tryReceive() {
        deliverSettled();
        Body asked = question;
        boolean[] some = new boolean[1];
        guarded(() -> {
            Optional<Message> m = ((Receiver) end).tryRecv();
            some[0] = m.isPresent();
            m.ifPresent(message -> arrived(message, asked));
        });
        return some[0];
    }

    /** A blocking receive, during which time passes. */
    void receiveAndWait(long timeout) {
        deliverSettled();
        if (receiving > 0) {
            return; // which of them got which message would not be seen
        }
        Body asked = question;
        begin("receive and wait", timeout);
        long start = actor.run.sim.time().elapsed();
        receiving++;
        guarded(() -> arrived(((Receiver) end).recv(Duration.ofNanos(timeout)), asked));
        receiving--;
        checkWaited(start, timeout);
    }

    /** What receives have got already is seen before what comes next, so that the order can be checked. */
    private void deliverSettled() {
        if (receiving > 0) {
            actor.run.sim.runFor(Duration.ZERO);
        }
    }

    private void arrived(Message m, @Nullable Body asked) {
        Body body = Body.of(m);
        actor.run.sim.note(this + " got " + body);
        actor.received++;
        actor.lastGot = actor.run.sim.time().elapsed();
        if (Family.asks(actor.protocol)) {
            require(asked != null && body.equals(asked.reply()), "I3: asked " + asked + ", was answered " + body);
        } else if (Family.answers(actor.protocol)) {
            toAnswer = body;
        } else {
            checkOrder(body, m.pipe());
        }
    }

    private void checkOrder(Body body, Pipe pipe) {
        if (actor.family.keepsOrder()) {
            Long before = newest.put(body.author(), body.number());
            require(before == null || before < body.number(), "I2: " + body + " came after number " + before);
        }
        if (actor.family.sendsEachOnce()) {
            require(seen.add(body), "I2: " + body + " came twice");
        }
        Long last =
                newestOfPipe.computeIfAbsent(pipe.id(), id -> new HashMap<>()).put(body.author(), body.number());
        require(
                last == null || last < body.number() || last > body.number() && actor.run.wasHandedBack(body),
                "I2: " + body + " came after number " + last + " on the same pipe");
    }

    // ---- operations ------------------------------------------------------------------------------------------------

    private void begin(String what, long timeout) {
        actor.run.sim.note(this + " " + what + (timeout == FOREVER ? "" : " within " + timeout / 1_000 + " us"));
    }

    private <T> void watch(CompletableFuture<T> future, String what, long timeout, Consumer<T> onSuccess) {
        PendingOp op = new PendingOp(future, what, actor.run.sim.time().elapsed(), timeout);
        pending.add(op);
        future.whenComplete((value, failure) -> {
            pending.remove(op);
            actor.run.guard(() -> {
                checkEnd(op, failure);
                if (failure == null) {
                    onSuccess.accept(value);
                } else {
                    actor.run.sim.note(
                            this + " " + what + " ends: " + failure.getClass().getSimpleName());
                }
            });
        });
    }

    private void checkEnd(PendingOp op, @Nullable Throwable failure) {
        require(!actor.gone, "I7: " + op.what + " ended after its socket was closed for good");
        long waited = actor.run.sim.time().elapsed() - op.since;
        require(waited <= op.timeout, "I5: " + op.what + " lasted " + waited + " ns of " + op.timeout);
        if (failure != null) {
            checkDeclared(failure);
            boolean ownTime = failure instanceof SpException.Timeout && actor.protocol != Protocol.SURVEYOR0;
            require(
                    !ownTime || waited == op.timeout,
                    "I5: " + op.what + " timed out after " + waited + " ns of " + op.timeout);
        }
    }

    private void checkWaited(long start, long timeout) {
        long waited = actor.run.sim.time().elapsed() - start;
        require(waited <= timeout, "I5: a blocking call lasted " + waited + " ns of " + timeout);
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (SpException e) {
            checkDeclared(e);
        }
    }

    private void checkDeclared(Throwable failure) {
        boolean declared = failure instanceof SpException.Timeout
                || failure instanceof SpException.Closed
                || failure instanceof SpException.BadState
                || failure instanceof SpException.Canceled
                || failure instanceof CancellationException
                || actor.protocol == Protocol.REQ0 && failure instanceof SpException.ConnectionReset;
        if (!declared) {
            throw new AssertionError("I10: " + this + ": not a declared failure", failure);
        }
    }

    /** Cancels one of the operations under way. */
    void cancelOne() {
        if (!pending.isEmpty()) {
            PendingOp op = pending.get(actor.random.nextInt(pending.size()));
            actor.run.sim.note(this + " cancels " + op.what);
            op.future.cancel(false);
        }
    }

    /** What is under way, in words. */
    List<String> pending() {
        return pending("");
    }

    /** What is under way and begins with this word. */
    List<String> pending(String what) {
        return pending.stream()
                .filter(op -> op.what.startsWith(what))
                .map(op -> this + " " + op.what)
                .toList();
    }

    boolean isIdle() {
        return pending.isEmpty();
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(this + ": " + otherwise);
        }
    }

    @Override
    public String toString() {
        return actor + (context == null ? "" : "+" + actor.ports.indexOf(this));
    }
}
