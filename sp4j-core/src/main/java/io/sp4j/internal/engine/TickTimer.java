package io.sp4j.internal.engine;

import io.sp4j.internal.turn.Effect;
import io.sp4j.internal.turn.Turn;
import io.sp4j.spi.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Brings the protocol its ticks. Inside a Turn only the wish is noted; the alarm is set afterwards, in place of the one
 * before. An alarm that comes for a wish that is over does nothing.
 *
 * <p>Two threads that set alarms at once: each looks at the wish again after it has put its alarm in place, and sets another
 * if it has changed, so the last alarm in place is for the last wish.
 */
final class TickTimer implements Effect {
    private final SocketCore socket;

    // Guarded by the Turn; the time is read by the effect as well.
    private boolean wanted;
    private boolean stopped;
    private volatile long at;
    private final AtomicReference<Clock.@Nullable Alarm> alarm = new AtomicReference<>();

    TickTimer(SocketCore socket) {
        this.socket = socket;
    }

    /** The earliest wish counts. */
    void want(Turn t, long atNanos) {
        if (!stopped && (!wanted || atNanos - at < 0)) {
            wanted = true;
            at = atNanos;
            t.after(this);
        }
    }

    void stop() {
        stopped = true;
        wanted = false;
        replace(null);
    }

    @Override
    public void run() {
        long due;
        do {
            due = at;
            replace(socket.clock.schedule(due, this::fire));
        } while (due != at);
    }

    private void replace(Clock.@Nullable Alarm next) {
        Clock.Alarm before = alarm.getAndSet(next);
        if (before != null) {
            before.cancel();
        }
    }

    private void fire() {
        try (Turn t = socket.turn()) {
            if (!wanted || stopped) {
                return;
            }
            if (at - t.now() > 0) {
                t.after(this);
                return;
            }
            wanted = false;
            socket.logic.tick(t);
        }
    }
}
