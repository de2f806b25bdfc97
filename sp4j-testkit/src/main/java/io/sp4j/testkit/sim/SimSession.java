package io.sp4j.testkit.sim;

import io.sp4j.spi.Clock;
import io.sp4j.spi.Environment;
import io.sp4j.spi.Transport;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** What one socket has of the simulation; keeps account of what it has not given back. */
final class SimSession implements Environment.Session, Clock {
    private static final Alarm NO_ALARM = () -> {};

    private final SimNetwork net;
    private final int number;
    private final RandomGenerator random;
    private final SimTransport transport;
    private final Set<PendingAlarm> alarms = new LinkedHashSet<>();
    private final Set<SimLink> links = new LinkedHashSet<>();
    private boolean closed;

    SimSession(SimNetwork net, int number, RandomGenerator random) {
        this.net = net;
        this.number = number;
        this.random = random;
        this.transport = new SimTransport(net);
    }

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public Optional<Transport> transport(String scheme) {
        return scheme.equals(SimTransport.SCHEME) ? Optional.of(transport) : Optional.empty();
    }

    @Override
    public Optional<Executor> executor() {
        return Optional.of(net.executor());
    }

    @Override
    public boolean await(BooleanSupplier over, long nanos) {
        net.time().pass(over, nanos);
        return true;
    }

    @Override
    public long nanos() {
        return net.time().nanos();
    }

    @Override
    public Alarm schedule(long atNanos, Runnable action) {
        if (closed) {
            return NO_ALARM;
        }
        PendingAlarm alarm = new PendingAlarm(action);
        alarms.add(alarm);
        alarm.inQueue = net.time().schedule(atNanos, alarm);
        return alarm;
    }

    void opened(SimLink link) {
        links.add(link);
    }

    void closed(SimLink link) {
        links.remove(link);
    }

    @Override
    public void close() {
        if (closed) {
            throw new IllegalStateException("the session of socket " + number + " is closed twice");
        }
        closed = true;
    }

    /** What a closed socket has not given back, in words. */
    List<String> leftovers() {
        List<String> left = new ArrayList<>();
        if (closed && !alarms.isEmpty()) {
            left.add("socket " + number + ": " + alarms.size() + " alarms");
        }
        if (closed && !links.isEmpty()) {
            left.add("socket " + number + ": " + links.size() + " connections");
        }
        return left;
    }

    boolean isClosed() {
        return closed;
    }

    /** An alarm that is forgotten when it has run. */
    private final class PendingAlarm implements Alarm, Runnable {
        private final Runnable action;
        private Alarm inQueue = NO_ALARM;

        PendingAlarm(Runnable action) {
            this.action = action;
        }

        @Override
        public void run() {
            if (alarms.remove(this)) {
                action.run();
            }
        }

        @Override
        public void cancel() {
            alarms.remove(this);
            inQueue.cancel();
        }
    }
}
