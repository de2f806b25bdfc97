package io.sp4j.testkit.sim;

import io.sp4j.DialMode;
import io.sp4j.Dialer;
import io.sp4j.Pipe;
import io.sp4j.Protocol;
import io.sp4j.SpException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A random run of some sockets that a seed determines: they talk while connections break, then all faults end, everybody
 * receives, and what was promised is checked; then all is closed, and nothing may be left.
 */
final class Schedule {
    private static final int LEAST_EVENTS = 200;
    private static final int MOST_EVENTS = 2_000;
    private static final int MOST_SOCKETS = 12;

    final Family family;
    final SimNetwork sim;
    final RandomGenerator random;
    private final List<Actor> actors = new ArrayList<>();
    private final Set<String> troubled = new TreeSet<>();
    private final int names;
    private @Nullable Throwable failure;

    Schedule(long seed) {
        Family[] families = Family.values();
        family = families[(int) Math.floorMod(seed, (long) families.length)];
        sim = new SimNetwork(seed);
        random = sim.newRandom();
        names = random.nextInt(1, 5);
        if (random.nextInt(4) == 0) {
            sim.buffers(1, 200);
        }
        if (random.nextInt(8) == 0) {
            sim.pieces(1);
        }
    }

    /** Runs it all. */
    void run() throws Throwable {
        int sockets = random.nextInt(2, MOST_SOCKETS + 1);
        for (int i = 0; i < sockets; i++) {
            open(i);
        }
        int events = random.nextInt(LEAST_EVENTS, MOST_EVENTS + 1);
        for (int i = 0; i < events; i++) {
            anything();
            if (i % 32 == 0) {
                actors.forEach(Actor::checkStats);
            }
            throwFailure();
        }
        new Finish(this, actors).run();
        throwFailure();
    }

    void throwFailure() throws Throwable {
        Throwable first = failure;
        if (first != null) {
            throw first;
        }
    }

    /** Runs a check where an exception would be lost. */
    void guard(Runnable check) {
        try {
            check.run();
        } catch (Throwable e) {
            if (failure == null) {
                failure = e;
            }
        }
    }

    /** Whether the message may have been given back by a lost pipe and sent again. */
    boolean wasHandedBack(Body body) {
        return actors.get(body.author()).mayHaveHandedBack(body);
    }

    // ---- events ----------------------------------------------------------------------------------------------------

    private void anything() {
        Actor actor = actors.get(random.nextInt(actors.size()));
        int dice = random.nextInt(100);
        if (dice < 20) {
            sim.runFor(Duration.ofNanos(random.nextLong(1L << random.nextInt(10, 28))));
        } else if (!actor.isOpen()) {
            if (random.nextInt(10) == 0 && actors.size() < MOST_SOCKETS + 4) {
                open(actors.size());
            }
        } else if (dice < 80) {
            talk(actor, actor.anyPort(), dice);
        } else if (dice < 90) {
            trouble();
        } else {
            disturb(actor);
        }
    }

    private void talk(Actor actor, Port port, int dice) {
        if (dice < 50) {
            if (port.maySend()) {
                send(actor, port);
            }
        } else if (dice < 76) {
            if (port.mayReceive()) {
                receive(port);
            }
        } else {
            port.cancelOne();
        }
    }

    private void send(Actor actor, Port port) {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> port.trySend();
            case 3 -> port.sendAndWait(anyTimeout());
            case 4 -> port.send(Port.FOREVER);
            case 5 -> {
                List<Pipe> pipes = actor.socket.pipes();
                boolean pair = actor.protocol == Protocol.PAIR0 || actor.protocol == Protocol.PAIR1;
                if (pair && !pipes.isEmpty()) {
                    port.sendTo(pipes.get(random.nextInt(pipes.size())), anyTimeout());
                }
            }
            default -> port.send(anyTimeout());
        }
    }

    private void receive(Port port) {
        switch (random.nextInt(8)) {
            case 0, 1 -> port.tryReceive();
            case 2 -> port.receiveAndWait(anyTimeout());
            case 3 -> port.receive(Port.FOREVER);
            default -> port.receive(anyTimeout());
        }
    }

    private long anyTimeout() {
        return random.nextInt(8) == 0 ? 0 : random.nextLong(1, 1L << random.nextInt(12, 31));
    }

    private void trouble() {
        String name = name();
        List<SimConnection> connections = sim.connections();
        switch (random.nextInt(12)) {
            case 0 -> {
                troubled.add(name);
                sim.partition(name);
            }
            case 1 -> {
                troubled.add(name);
                sim.refuse(name);
            }
            case 2, 3, 4 -> {
                troubled.remove(name);
                sim.heal(name);
            }
            case 5 -> sim.latency(Duration.ZERO, Duration.ofNanos(1L << random.nextInt(8, 28)));
            default -> {
                if (!connections.isEmpty()) {
                    trouble(connections.get(random.nextInt(connections.size())));
                }
            }
        }
    }

    private void trouble(SimConnection connection) {
        switch (random.nextInt(10)) {
            case 0 -> connection.cut();
            case 1 -> connection.halfOpen();
            case 2 -> connection.stall();
            case 3, 4, 5 -> connection.resume();
            default -> {
                SimConnection.Side side = SimConnection.Side.values()[random.nextInt(2)];
                connection.slow(side, 1 << random.nextInt(6, 31));
            }
        }
    }

    private void disturb(Actor actor) {
        switch (random.nextInt(24)) {
            case 0 -> actor.close(Duration.ofMillis(random.nextInt(2_000)));
            case 1, 2 -> actor.closeOne(actor.socket.pipes());
            case 3 -> actor.closeOne(actor.socket.dialers());
            case 4 -> actor.closeOne(actor.socket.listeners());
            case 5, 6, 7 -> actor.openContext();
            case 8 -> actor.closeContext();
            case 9, 10, 11, 12 -> actor.changeOption();
            case 13, 14 -> listen(actor);
            case 15, 16, 17 -> dial(actor);
            default -> actor.checkStats();
        }
    }

    private String name() {
        return name(random.nextBoolean() ? family.first() : family.first().peer());
    }

    /** Where sockets of this protocol listen. */
    private String name(Protocol listening) {
        return listening.wireName() + random.nextInt(names);
    }

    // ---- topology --------------------------------------------------------------------------------------------------

    private void open(int number) {
        Protocol protocol = number == 0
                ? family.anyProtocol(random)
                : number == 1 ? actors.get(0).protocol.peer() : family.anyProtocol(random);
        Actor actor = new Actor(this, protocol, number);
        actors.add(actor);
        if (number % 2 == 0 || random.nextInt(4) == 0) {
            listen(actor);
        }
        if (number % 2 == 1 || random.nextInt(4) == 0) {
            dial(actor);
        }
    }

    private void listen(Actor actor) {
        if (actor.socket.listeners().size() < 2) {
            String name = name(actor.protocol);
            sim.note(actor + " listens at " + name);
            try {
                actor.socket.listen("sim://" + name);
            } catch (SpException.AddressInUse e) {
                sim.note(actor + " cannot");
            }
        }
    }

    private void dial(Actor actor) {
        if (actor.socket.dialers().size() < 3) {
            String name = random.nextInt(20) == 0 ? name() : name(actor.protocol.peer());
            sim.note(actor + " dials " + name);
            DialMode mode = DialMode.values()[random.nextInt(DialMode.values().length)];
            try {
                Dialer dialer = actor.socket.dial(
                        "sim://" + name,
                        how -> how.mode(mode).dialTimeout(Duration.ofMillis(random.nextInt(1, 1_000))));
                sim.note(actor + " has dialer " + dialer.state());
            } catch (SpException e) {
                sim.note(actor + " cannot: " + e.code());
                if (mode != DialMode.BLOCKING) {
                    throw new AssertionError("I10: a dial in mode " + mode + " failed", e);
                }
            }
        }
    }

    /** All faults end; connections that are dead are cut. */
    void heal() {
        List.copyOf(troubled).forEach(sim::heal);
        for (SimConnection connection : sim.connections()) {
            for (SimConnection.Side side : SimConnection.Side.values()) {
                connection.slow(side, Integer.MAX_VALUE);
            }
            connection.resume();
            if (connection.isHalfOpen()) {
                connection.cut();
            }
        }
        sim.latency(Duration.ofNanos(1_000), Duration.ofNanos(100_000));
    }
}
