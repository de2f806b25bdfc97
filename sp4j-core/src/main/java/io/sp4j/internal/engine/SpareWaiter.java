package io.sp4j.internal.engine;

import io.sp4j.Message;
import io.sp4j.internal.turn.Op.Waiting;
import io.sp4j.internal.turn.Turn;
import org.jspecify.annotations.Nullable;

/**
 * The op for the next blocking call of a context. Most are settled by the Turn that begins them, and then nobody else knows
 * them: so the next call takes the same again. One that has to wait is never used twice. Guarded by the Turn.
 */
final class SpareWaiter {
    private @Nullable Waiter spare;

    /** An op of the calling thread. */
    Waiter take(Turn t, @Nullable Message toSend, Waiting waiting, Parking parking) {
        Waiter op = spare;
        if (op == null) {
            return new Waiter(toSend, waiting, parking);
        }
        spare = null;
        op.renew(toSend, waiting, parking);
        return op;
    }

    /** The op was settled by this Turn, which began it; it lets go of its message. */
    void giveBack(Turn t, Waiter op) {
        op.renew(null, Waiting.NOT_ALLOWED, Parking.THREAD);
        spare = op;
    }
}
