package io.sp4j.internal.engine;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets one thread at a time do something that any thread may ask for, and again if somebody asked meanwhile.
 *
 * <pre>
 *            ask: true            ask: false
 *     IDLE ------------> RUNNING ------------> CALLED ---.
 *      ^                  |   ^                  |       | ask: false
 *      '--- rest: true ---'   '--- rest: false --'   <---'
 * </pre>
 *
 * Whoever asks has written what the holder is to see; the holder looks after it has asked or failed to rest. So either the
 * holder sees it, or it is asked once more: no call is lost.
 */
final class CallToken {
    private static final int IDLE = 0;
    private static final int RUNNING = 1;
    private static final int CALLED = 2;

    private final AtomicInteger state = new AtomicInteger(IDLE);

    /** Asks for a run; whether the caller is to bring it about, as the holder. */
    boolean ask() {
        return state.getAndUpdate(now -> now == IDLE ? RUNNING : CALLED) == IDLE;
    }

    /** The holder has done what there was to do; false when somebody asked meanwhile, and it goes on. */
    boolean rest() {
        if (state.compareAndSet(RUNNING, IDLE)) {
            return true;
        }
        state.set(RUNNING);
        return false;
    }
}
