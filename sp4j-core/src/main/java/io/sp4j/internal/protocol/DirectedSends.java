package io.sp4j.internal.protocol;

import io.sp4j.ErrorCode;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.Turn;

/** Sends to one peer. What waits belongs to the peer and ends with it, so there is nothing to close here. */
interface DirectedSends extends ContextLogic {
    /** What a receive from one peer ends with. */
    Failure NO_RECEIVE = new Failure(
            ErrorCode.NOT_SUPPORTED, "recv: messages of one peer alone cannot be received, recv on the socket");

    @Override
    default void receive(Turn t, Op op) {
        t.fail(op, NO_RECEIVE);
    }

    @Override
    default boolean receivable(Turn t) {
        return false;
    }

    @Override
    default void cancel(Turn t, Op op, Failure why) {
        t.fail(op, why);
    }

    @Override
    default void close(Turn t, Failure why) {}
}
