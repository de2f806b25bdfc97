package io.sp4j.internal.engine;

import io.sp4j.internal.turn.Effect;
import io.sp4j.internal.turn.Turn;
import java.util.concurrent.locks.LockSupport;

/** A thread that parks until its context can be received from, or is over. */
final class ReadyWaiter implements Watch, Effect {
    private final Thread owner = Thread.currentThread();

    @Override
    public void changed(Turn t, boolean ready) {
        if (ready) {
            t.after(this);
        }
    }

    @Override
    public void over(Turn t) {
        t.after(this);
    }

    @Override
    public void run() {
        LockSupport.unpark(owner);
    }

    /** Parks; may return for no reason, and does when interrupted. */
    void park() {
        LockSupport.park(this);
    }
}
