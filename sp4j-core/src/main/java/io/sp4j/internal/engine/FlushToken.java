package io.sp4j.internal.engine;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The right to drain a pipe's ring: tried, never waited for.
 *
 * <pre>
 *            tryTake                park
 *     FREE ----------> HELD ------------------> PARKED        with the link, until it is writable
 *      ^  \ release ___/ ^ \____ resume ________/ |
 *      |                 |                         |
 *      | end             | end                     | end
 *      v                 v                         v
 *     OVER <--------- ENDING                      OVER
 *           release, park
 * </pre>
 *
 * The link has closed when {@code end} is called. Exactly one call of {@code end}, {@code release} or {@code park} answers
 * that the caller is the last holder: that one cuts the ring and detaches the pipe.
 */
final class FlushToken {
    private static final int FREE = 0;
    private static final int HELD = 1;
    private static final int PARKED = 2;
    private static final int ENDING = 3;
    private static final int OVER = 4;

    private final AtomicInteger state = new AtomicInteger(FREE);

    /** What a holder learns when it lets go. */
    enum Next {
        /** Nothing: somebody else may take the token. */
        NONE,
        /** The link has closed meanwhile: the caller is the last holder. */
        LAST_HOLDER
    }

    /** Takes the token if it is free. */
    boolean tryTake() {
        return state.get() == FREE && state.compareAndSet(FREE, HELD);
    }

    /** Gives the token back. */
    Next release() {
        return leave(FREE);
    }

    /** Leaves the token with the link, which calls back when it can take more. */
    Next park() {
        return leave(PARKED);
    }

    private Next leave(int to) {
        if (state.compareAndSet(HELD, to)) {
            return Next.NONE;
        }
        if (state.compareAndSet(ENDING, OVER)) {
            return Next.LAST_HOLDER;
        }
        throw new IllegalStateException("not held: " + state.get());
    }

    /** Takes the token over from the link; false when it is not there, since the pipe is over. */
    boolean resume() {
        return state.compareAndSet(PARKED, HELD);
    }

    /** The link has closed; nobody takes the token from now on. */
    Next end() {
        while (true) {
            int now = state.get();
            if (now == HELD) {
                if (state.compareAndSet(HELD, ENDING)) {
                    return Next.NONE;
                }
            } else if (now == ENDING || now == OVER) {
                return Next.NONE;
            } else if (state.compareAndSet(now, OVER)) {
                return Next.LAST_HOLDER;
            }
        }
    }

    /** Whether somebody drains, or the link will. */
    boolean isTaken() {
        return state.get() != FREE;
    }
}
