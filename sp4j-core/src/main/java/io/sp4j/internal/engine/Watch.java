package io.sp4j.internal.engine;

import io.sp4j.internal.turn.Turn;

/** Somebody who wants to know when a context can receive, or can send, without waiting; called inside the Turn. */
interface Watch {

    /** That is so from now on, or no longer; records what is to be done as an effect. Closed counts as ready. */
    void changed(Turn t, boolean ready);

    /** Nothing will come until the next send, or ever. */
    default void over(Turn t) {}
}
