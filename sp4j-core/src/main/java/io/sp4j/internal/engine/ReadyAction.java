package io.sp4j.internal.engine;

import io.sp4j.Registration;
import io.sp4j.internal.turn.Effect;
import io.sp4j.internal.turn.Turn;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * User code that is run each time a context becomes ready, on the socket's executor, never twice at once. What happens
 * while it runs or is about to run brings one more run.
 */
final class ReadyAction implements Watch, Effect, Registration {
    private final ContextCore context;
    private final Readiness readiness;
    private final Runnable action;
    private final AtomicInteger due = new AtomicInteger();
    private volatile boolean ended;

    ReadyAction(ContextCore context, Readiness readiness, Runnable action) {
        this.context = context;
        this.readiness = readiness;
        this.action = action;
    }

    @Override
    public void changed(Turn t, boolean ready) {
        if (ready) {
            t.after(this);
        }
    }

    /** Hands the action to the executor, unless it is there already. */
    @Override
    public void run() {
        if (due.getAndIncrement() == 0) {
            context.socket.execute(this::act);
        }
    }

    private void act() {
        int seen;
        do {
            seen = due.get();
            if (!ended) {
                try {
                    action.run();
                } catch (RuntimeException | Error e) {
                    context.socket.callbackFailed(e);
                }
            }
        } while (due.addAndGet(-seen) != 0);
    }

    @Override
    public void close() {
        ended = true;
        try (Turn t = context.socket.turn()) {
            readiness.remove(t, this);
        }
    }
}
