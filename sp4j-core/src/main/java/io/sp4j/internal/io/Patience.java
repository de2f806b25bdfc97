package io.sp4j.internal.io;

import io.sp4j.spi.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What a connection may do while a message has begun and is not whole: it reads on only as memory allows, and it ends when
 * nothing comes for a minute. Time in which this side did not read does not count. Belongs to the connection's loop.
 */
public final class Patience {
    private static final long STALL_NANOS = 60_000_000_000L;

    /** The connection. */
    public interface Host {

        /** Runs something at its time, on the connection's loop. */
        Clock.Alarm schedule(long atNanos, Runnable action);

        /** Whether it reads at present. */
        boolean isReading();

        /** The message that has begun makes no progress. */
        void stalled();
    }

    private final ReassemblyBudget budget;
    private final Clock clock;
    private final Host host;

    private boolean partial;
    private boolean holdsPermit;
    private long lastProgress;
    private Clock.@Nullable Alarm alarm;

    /** Begins between two messages. */
    public Patience(ReassemblyBudget budget, Clock clock, Host host) {
        this.budget = budget;
        this.clock = clock;
        this.host = host;
    }

    /** Whether the connection may read now; if not, {@code again} is called on any thread once it may try again. */
    public boolean mayRead(Runnable again) {
        if (!partial || holdsPermit || !budget.isSpent()) {
            return true;
        }
        holdsPermit = budget.tryEnter();
        if (!holdsPermit) {
            budget.await(again);
        }
        return holdsPermit;
    }

    /** Something was read, after which a message is partial or not. */
    public void progressed(boolean nowPartial) {
        partial = nowPartial;
        if (!nowPartial) {
            leave();
            return;
        }
        lastProgress = clock.nanos();
        if (alarm == null) {
            alarm = host.schedule(lastProgress + STALL_NANOS, this::check);
        }
    }

    private void check() {
        alarm = null;
        if (!partial) {
            return;
        }
        long now = clock.nanos();
        if (!host.isReading()) {
            lastProgress = now;
        }
        if (now - lastProgress >= STALL_NANOS) {
            host.stalled();
        } else {
            alarm = host.schedule(lastProgress + STALL_NANOS, this::check);
        }
    }

    /** Reading begins again after a pause. */
    public void resumed() {
        lastProgress = clock.nanos();
    }

    /** There is nothing to wait for any more. */
    public void end() {
        partial = false;
        leave();
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    private void leave() {
        if (holdsPermit) {
            holdsPermit = false;
            budget.leave();
        }
    }
}
