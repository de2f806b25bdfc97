package io.sp4j.internal.protocol;

import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.Turn;
import org.jspecify.annotations.Nullable;

/**
 * The state of one request, survey or subscription set, or of the whole socket where the protocol knows no contexts.
 * Every method but {@link #inbox} runs inside a Turn.
 */
public interface ContextLogic {

    /** Settles {@code op}, or keeps it until a later Turn settles it; waits only if {@link Turn#mayWait} says so. */
    void send(Turn t, Op op);

    /** As {@link #send}, for a receive. */
    void receive(Turn t, Op op);

    /** Ends an op that {@link #send} or {@link #receive} kept and that is not settled yet, with {@code why}. */
    void cancel(Turn t, Op op, Failure why);

    /** Whether a receive that begins now gets a message at once. */
    boolean receivable(Turn t);

    /** Whether a send that begins now is accepted at once, as far as the state tells; pipes may still refuse. */
    boolean sendable(Turn t);

    /** Whether nothing can be received until the next send, as with a survey whose time is over. */
    default boolean isOver(Turn t) {
        return false;
    }

    /** Whether nothing can ever be sent again, as with a peer that is lost. */
    default boolean isGone(Turn t) {
        return false;
    }

    /** Fails what waits, forgets what is stored. */
    void close(Turn t, Failure why);

    /** What a setting changed to; the context's own copy. */
    default void settingsChanged(Turn t) {}

    /** A queue from which receivers may take without a Turn, or null when each receive needs one. Any thread. */
    default @Nullable RecvQueue inbox() {
        return null;
    }

    /** How much waits in its queues, and the most that ever did. */
    default Depths depths(Turn t) {
        RecvQueue queue = inbox();
        return queue == null ? Depths.NONE : queue.depths();
    }

    /** The inbox that made pipes pause has room again. */
    default void refill(Turn t) {}
}
