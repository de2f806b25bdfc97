package io.sp4j.internal.engine;

import io.sp4j.internal.turn.Effect;
import io.sp4j.internal.turn.Turn;
import io.sp4j.spi.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Brings the protocol its ticks. Inside a Turn only the wish is noted; the alarm is set afterwards. An alarm that was set
 * for a wish that is over does nothing.
 */
final class TickTimer implements Effect {
    private final SocketCore socket;

    // Guarded by the Turn; the time is read by the effect as well.
    private boolean wanted;
    private boolean stopped;
    private volatile long at;
    private volatile Clock.@Nullable Alarm alarm;

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
        Clock.Alarm set = alarm;
        if (set != null) {
            set.cancel();
        }
    }

    @Override
    public void run() {
        alarm = socket.clock.schedule(at, this::fire);
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
