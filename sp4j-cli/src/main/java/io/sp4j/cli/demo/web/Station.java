package io.sp4j.cli.demo.web;

import io.sp4j.DropReason;
import io.sp4j.SocketStats;
import io.sp4j.SpSocket;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A place in the topology. Whoever lives there can be killed, started again and made slow; what the dead have counted is not
 * forgotten. For any thread.
 */
final class Station {
    private final String id;
    private final String name;
    private final Lane lane;
    private final int column;
    private final Set<Trick> tricks;
    private final Function<Station, Life> birth;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean slow;
    private @Nullable Life life;
    private Counts ofTheDead = Counts.NONE;

    /** What can be done to a station. */
    enum Trick {
        KILL,
        SLOW
    }

    /**
     * What a station has counted since it first began.
     *
     * @param sent messages that went out
     * @param received messages that came in
     * @param drops messages that went no further
     */
    record Counts(long sent, long received, Map<DropReason, Long> drops) {
        static final Counts NONE = new Counts(0, 0, Map.of());

        Counts plus(SocketStats stats) {
            Map<DropReason, Long> sum = new EnumMap<>(DropReason.class);
            sum.putAll(drops);
            stats.drops().forEach((reason, count) -> sum.merge(reason, count, Long::sum));
            return new Counts(sent + stats.txMessages(), received + stats.rxMessages(), Map.copyOf(sum));
        }
    }

    /**
     * A look at a station.
     *
     * @param up whether somebody lives there
     * @param counts since it first began
     * @param sockets the counters of the sockets that there are now
     */
    record Reading(boolean up, Counts counts, List<SocketStats> sockets) {}

    Station(String id, String name, Lane lane, int column, Set<Trick> tricks, Function<Station, Life> birth) {
        this.id = id;
        this.name = name;
        this.lane = lane;
        this.column = column;
        this.tricks = tricks;
        this.birth = birth;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    Lane lane() {
        return lane;
    }

    /** Where it stands: messages go from column to column. */
    int column() {
        return column;
    }

    Set<Trick> tricks() {
        return tricks;
    }

    boolean isSlow() {
        return slow;
    }

    void slow(boolean wanted) {
        slow = wanted;
    }

    /** Begins a life, if there is none. */
    void start() {
        lock.lock();
        try {
            if (life == null) {
                life = birth.apply(this);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the life, if there is one. */
    void kill() {
        lock.lock();
        try {
            if (life != null) {
                life.end();
                for (SpSocket socket : life.sockets()) {
                    ofTheDead = ofTheDead.plus(socket.stats());
                }
                life = null;
            }
        } finally {
            lock.unlock();
        }
    }

    Reading read() {
        lock.lock();
        try {
            List<SocketStats> live = life == null
                    ? List.of()
                    : life.sockets().stream().map(SpSocket::stats).toList();
            Counts counts = ofTheDead;
            for (SocketStats stats : live) {
                counts = counts.plus(stats);
            }
            return new Reading(life != null, counts, live);
        } finally {
            lock.unlock();
        }
    }
}
