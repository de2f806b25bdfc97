package io.sp4j.internal.protocol;

import io.sp4j.internal.turn.Turn;

/**
 * When requests are due to be sent again. All deadlines of a socket lie on one grid, a tick apart, so its requests are
 * looked through once a tick at most, however many there are. Guarded by the Turn.
 *
 * <pre>
 *   grid     |----tick----|----tick----|----tick----|
 *            ^ a first request          ^ its deadline: the resend time rounded up to a tick
 *                  ^ a second one                    ^ its deadline: rounded up to the grid
 * </pre>
 *
 * <ol>
 *   <li>The grid begins at the first request after an idle time.
 *   <li>What a tick sends counts as sent at the tick's point of the grid, so that the period does not drift.
 *   <li>Times are compared by subtraction, they may wrap.
 * </ol>
 */
final class ResendTimer {
    /** Longer than a process lives, and short enough to be added to any time without ambiguity. */
    private static final long FOR_EVER = Long.MAX_VALUE / 4;

    private final ProtocolSettings settings;
    private boolean armed;
    private boolean ticking;
    private long origin;
    private long wakeNanos;
    private long gridNanos;

    ResendTimer(ProtocolSettings settings) {
        this.settings = settings;
    }

    /** Whether a resend time means that requests are sent again at all. */
    static boolean resends(long resendNanos) {
        return resendNanos > 0 && resendNanos < FOR_EVER;
    }

    /** When a request sent now is due again; its tick is asked for. */
    long deadline(Turn t, long resendNanos) {
        long tick = tickNanos();
        long from = ticking ? gridNanos : t.now();
        if (!armed && !ticking) {
            origin = from;
        }
        long since = from - origin + resendNanos;
        long late = since % tick;
        long due = origin + (late == 0 ? since : since - late + tick);
        want(t, due);
        return due;
    }

    /** Asks for a tick at {@code dueNanos}, unless an earlier one is wanted. */
    void want(Turn t, long dueNanos) {
        if (!armed || dueNanos - wakeNanos < 0) {
            armed = true;
            wakeNanos = dueNanos;
            t.schedule(dueNanos);
        }
    }

    /** Whether a point of the grid has come; then the caller looks for what is due and calls {@link #endTick}. */
    boolean beginTick(Turn t) {
        if (!armed) {
            return false;
        }
        long now = t.now();
        if (now - wakeNanos < 0) {
            t.schedule(wakeNanos);
            return false;
        }
        armed = false;
        ticking = true;
        gridNanos = now - (now - origin) % tickNanos();
        return true;
    }

    void endTick() {
        ticking = false;
    }

    private long tickNanos() {
        return Math.max(1, Math.min(settings.resendTickNanos, FOR_EVER));
    }
}
