package io.sp4j.testkit.sim;

import io.sp4j.CloseReport;
import io.sp4j.Dialer;
import io.sp4j.DropReason;
import io.sp4j.Listener;
import io.sp4j.Options;
import io.sp4j.Pipe;
import io.sp4j.PipeStats;
import io.sp4j.Protocol;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.Respondent0;
import io.sp4j.SocketEvent;
import io.sp4j.SocketStats;
import io.sp4j.SpContext;
import io.sp4j.SpSocket;
import io.sp4j.Sub0;
import io.sp4j.Surveyor0;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One socket of a schedule, with an account of what it accepted, received and said. */
final class Actor {
    final Schedule run;
    final Family family;
    final Protocol protocol;
    final int number;
    final SpSocket socket;
    final RandomGenerator random;
    final List<Port> ports = new ArrayList<>();
    long received;
    long lastGot;
    boolean gone;
    private final Map<Integer, Boolean> attached = new HashMap<>();
    private long bodies;
    private long offered;
    private long handedBackUpTo;
    private @Nullable CompletableFuture<CloseReport> closing;

    Actor(Schedule run, Protocol protocol, int number) {
        this.run = run;
        this.family = run.family;
        this.protocol = protocol;
        this.number = number;
        this.random = run.random;
        this.socket = family.builder(protocol, random)
                .name("s" + number)
                .environment(run.sim)
                .set(Options.RECONNECT_TIME_MIN, Duration.ofMillis(10))
                .set(Options.RECONNECT_TIME_MAX, Duration.ofMillis(500))
                .onEvent(SocketEvent.class, event -> run.guard(() -> happened(event)))
                .open();
        ports.add(new Port(this, null));
    }

    Body nextBody() {
        return new Body((char) ('a' + random.nextInt(4)), number, ++bodies);
    }

    void accepted(Body body) {
        offered += protocol == Protocol.PUB0 || protocol == Protocol.BUS0
                ? Math.max(1, socket.pipes().size())
                : 1;
    }

    boolean isOpen() {
        return closing == null;
    }

    Port anyPort() {
        return ports.get(random.nextInt(ports.size()));
    }

    /** Whether a message of this socket up to {@code body} may have been given back by a lost pipe and sent again. */
    boolean mayHaveHandedBack(Body body) {
        return body.number() <= handedBackUpTo;
    }

    // ---- events ----------------------------------------------------------------------------------------------------

    private void happened(SocketEvent event) {
        require(!gone, "I7: an event after the end: " + event);
        if (event instanceof SocketEvent.PipeAttached up) {
            run.sim.note(this + " has pipe " + up.pipe().id());
            require(
                    attached.put(up.pipe().id(), true) == null,
                    "I9: pipe " + up.pipe().id() + " is attached twice");
        } else if (event instanceof SocketEvent.PipeDetached down) {
            run.sim.note(this + " lost pipe " + down.pipe().id() + ": " + down.reason());
            Boolean before = attached.put(down.pipe().id(), false);
            require(
                    Boolean.TRUE.equals(before),
                    "I9: pipe " + down.pipe().id() + " is detached without being attached");
            PipeStats stats = down.pipe().stats();
            check(stats);
            if (stats.handedBack() > 0) {
                handedBackUpTo = bodies;
            }
            require(stats.queued() == 0, "I1: a pipe that is gone has messages queued");
        } else if (event instanceof SocketEvent.CallbackFailed failed) {
            throw new AssertionError("I10: a callback failed", failed.error());
        }
    }

    // ---- what may be done to it ------------------------------------------------------------------------------------

    void openContext() {
        if (!Family.hasContexts(protocol) || ports.size() > 3) {
            return;
        }
        SpContext context;
        if (socket instanceof Req0 req) {
            context = req.openContext();
        } else if (socket instanceof Rep0 rep) {
            context = rep.openContext();
        } else if (socket instanceof Surveyor0 surveyor) {
            context = surveyor.openContext();
        } else if (socket instanceof Respondent0 respondent) {
            context = respondent.openContext();
        } else {
            Sub0.Context sub = ((Sub0) socket).openContext();
            sub.subscribe("c");
            context = sub;
        }
        run.sim.note(this + " opens a context");
        ports.add(new Port(this, context));
    }

    void closeContext() {
        Port port = anyPort();
        SpContext context = port.context;
        if (context != null) {
            run.sim.note(port + " is closed");
            context.close();
        }
    }

    void changeOption() {
        switch (random.nextInt(4)) {
            case 0 -> {
                if (Family.sendsInto(protocol)) {
                    socket.set(Options.SEND_BUFFER, random.nextInt(30));
                }
            }
            case 1 -> {
                if (Family.receivesInto(protocol)) {
                    socket.set(Options.RECV_BUFFER, random.nextInt(30));
                }
            }
            case 2 -> {
                if (protocol == Protocol.REQ0) {
                    socket.set(Options.RESEND_TIME, Duration.ofMillis(random.nextInt(1, 10_000)));
                }
            }
            default -> {
                if (socket instanceof Sub0 sub) {
                    sub.subscribe("abcd".substring(0, random.nextInt(1, 3)));
                }
            }
        }
    }

    void closeOne(List<?> things) {
        if (things.isEmpty()) {
            return;
        }
        Object thing = things.get(random.nextInt(things.size()));
        run.sim.note(this + " closes one of " + things.size());
        if (thing instanceof Pipe pipe) {
            pipe.close();
        } else if (thing instanceof Dialer dialer) {
            dialer.close();
        } else if (thing instanceof Listener listener) {
            listener.close();
        }
    }

    /** Closes it after everything that could be received was received. */
    void closeEmpty(Duration linger) {
        long before = unread();
        close(linger);
        require(unread() == before, (unread() - before) + " messages were there and could not be received");
    }

    private long unread() {
        return socket.stats().drops().getOrDefault(DropReason.UNREAD_AT_CLOSE, 0L);
    }

    void close(Duration linger) {
        run.sim.note(this + " is closed, linger " + linger);
        CompletableFuture<CloseReport> report = socket.closeAsync(linger);
        closing = report;
        long since = run.sim.time().elapsed();
        report.whenComplete((value, failure) -> run.guard(() -> {
            run.sim.note(this + " is gone");
            if (failure != null) {
                throw new AssertionError("I10: closing failed", failure);
            }
            long took = run.sim.time().elapsed() - since;
            require(took <= linger.toNanos(), "I5: closing took " + took + " ns with a linger time of " + linger);
            checkGone();
        }));
    }

    // ---- invariants ------------------------------------------------------------------------------------------------

    private void checkGone() {
        for (Port port : ports) {
            require(port.isIdle(), "I5: pending after the end: " + port.pending());
        }
        require(!attached.containsValue(true), "I9: closed, and a pipe is not detached");
        gone = true;
        SocketStats stats = socket.stats();
        require(stats.pipes().isEmpty(), "I7: closed, and there are pipes");
        if (family.isCounted() && (protocol != Protocol.SUB0 || ports.size() == 1)) {
            long dropped = sum(stats.drops());
            require(
                    offered + stats.rxMessages() == stats.txMessages() + received + dropped,
                    "I1: accepted " + offered + " and got " + stats.rxMessages() + ", wrote " + stats.txMessages()
                            + ", delivered " + received + ", dropped " + stats.drops());
        }
    }

    void checkStats() {
        socket.stats().pipes().forEach(this::check);
    }

    private void check(PipeStats pipe) {
        long accountedFor = pipe.txMessages() + pipe.handedBack() + sum(pipe.drops()) + pipe.queued();
        require(pipe.enqueued() == accountedFor, "I1: " + pipe);
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(n -> n).sum();
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(this + ": " + otherwise);
        }
    }

    @Override
    public String toString() {
        return protocol.wireName() + number;
    }
}
