package io.sp4j.internal.turn;

import io.sp4j.DropReason;
import io.sp4j.Message;
import org.jspecify.annotations.Nullable;

/** What a Turn asks of the socket that it belongs to; every method runs inside the Turn. */
public interface TurnHost {

    /** The protocol wants a tick at {@code atNanos}, or earlier when an earlier one is wanted already. */
    void schedule(Turn t, long atNanos);

    /** A message was dropped; {@code pipe} is where it came from or was to go, if that is known. */
    void dropped(Turn t, @Nullable PipePort pipe, Message m, DropReason why);

    /** The Turn ends; asked for with {@link Turn#watchEnds}. What is recorded now is still done. */
    default void ending(Turn t) {}

    /** An effect threw; called without the lock. */
    void effectFailed(Throwable failure);
}
