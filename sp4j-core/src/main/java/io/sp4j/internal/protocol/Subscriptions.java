package io.sp4j.internal.protocol;

import io.sp4j.internal.turn.Turn;

/** A context that chooses by topics what it receives: a message whose body begins with one of them. */
public interface Subscriptions extends ContextLogic {

    /** Adds a topic, which the caller leaves unchanged from now on; adding it again has no effect. */
    void subscribe(Turn t, byte[] topic);

    /**
     * Removes a topic, and from the queue what matches none of the rest.
     *
     * @return false when there is no such topic
     */
    boolean unsubscribe(Turn t, byte[] topic);
}
