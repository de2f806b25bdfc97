package io.sp4j.internal.engine;

import io.sp4j.internal.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether one context can receive, or can send, without waiting, for those who watch it. While somebody does, the answer
 * is looked up whenever a Turn of the socket ends, so that no change is missed; what nobody watches costs nothing.
 *
 * <p>Guarded by the Turn.
 */
final class Readiness {
    private final ContextCore context;
    private final Direction direction;
    private final List<Watch> watches = new ArrayList<>(1);
    private @Nullable ReadyChannel channel;
    private boolean ready;
    private boolean over;

    /** What is waited for. */
    enum Direction {
        RECEIVE,
        SEND
    }

    Readiness(ContextCore context, Direction direction) {
        this.context = context;
        this.direction = direction;
    }

    /** Tells {@code watch} how things are, and from now on what changes. */
    void add(Turn t, Watch watch) {
        check(t);
        watches.add(watch);
        context.socket.watched.add(t, this);
        watch.changed(t, ready);
    }

    /** Adds what may be here already. */
    void addOnce(Turn t, Watch watch) {
        if (!watches.contains(watch)) {
            add(t, watch);
        }
    }

    /** The channel that {@link #use} was given, or null. */
    @Nullable
    ReadyChannel channel(Turn t) {
        return channel;
    }

    /** From now on this is the channel of this readiness. */
    ReadyChannel use(Turn t, ReadyChannel fresh) {
        channel = fresh;
        add(t, fresh);
        return fresh;
    }

    void remove(Turn t, Watch watch) {
        watches.remove(watch);
        if (watches.isEmpty()) {
            context.socket.watched.remove(t, this);
        }
    }

    /** Looks how things are by now; whether they can still change. */
    boolean check(Turn t) {
        if (context.isGone(t)) {
            for (Watch watch : watches) {
                watch.changed(t, true);
                watch.over(t);
            }
            watches.clear();
            return false;
        }
        boolean readyNow = context.isReady(t, direction);
        if (readyNow != ready) {
            ready = readyNow;
            watches.forEach(watch -> watch.changed(t, readyNow));
        }
        boolean overNow = direction == Direction.RECEIVE && context.isOver(t);
        if (overNow && !over) {
            watches.forEach(watch -> watch.over(t));
        }
        over = overNow;
        return true;
    }
}
