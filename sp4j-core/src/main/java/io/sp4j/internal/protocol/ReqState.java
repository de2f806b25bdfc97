package io.sp4j.internal.protocol;

import java.util.EnumSet;
import java.util.Set;

/** The states of a request context; {@link ReqContext} has the picture. */
enum ReqState {
    /** Nothing is asked. */
    IDLE,
    /** A request stands in line for a pipe, for the first time or again. */
    QUEUED,
    /** A pipe has taken the request. */
    SENT,
    /** The reply is here and nobody has taken it. */
    REPLIED,
    /** The pipe was lost with the request, which is not to be sent again, and nobody has been told. */
    RESET;

    private Set<ReqState> following() {
        return switch (this) {
            case IDLE -> EnumSet.of(QUEUED);
            case QUEUED -> EnumSet.of(SENT, REPLIED, IDLE);
            case SENT -> EnumSet.of(QUEUED, REPLIED, RESET, IDLE);
            case REPLIED, RESET -> EnumSet.of(IDLE);
        };
    }

    /**
     * The state {@code next}, if it may follow this one.
     *
     * @throws IllegalStateException naming both, if it may not
     */
    ReqState to(ReqState next) {
        if (!following().contains(next)) {
            throw new IllegalStateException("a request context cannot go from " + this + " to " + next);
        }
        return next;
    }
}
