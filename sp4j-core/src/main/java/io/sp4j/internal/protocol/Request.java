package io.sp4j.internal.protocol;

import io.sp4j.Message;
import io.sp4j.internal.turn.Op;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request context asks, sent again under the same id until it is answered or given up. Guarded by the Turn. */
final class Request {
    final ReqContext context;
    final int id;

    /** The body behind its id. */
    final Message message;

    /** The user's send; null once a pipe has taken the message. */
    @Nullable
    Op sending;

    /** The place in the line for a pipe. */
    long place;

    /** When to send it again, if {@link #timed}. */
    long dueNanos;

    boolean timed;

    /** The pipe that took it last; null while it stands in line. */
    private @Nullable ReqPipe pipe;

    /** Pipes that took it before and may still bring the reply. */
    private List<ReqPipe> earlier = List.of();

    /** How many pipes took it and did not hand it back unsent. */
    private int copies;

    Request(ReqContext context, int id, Message message, Op sending) {
        this.context = context;
        this.id = id;
        this.message = message;
        this.sending = sending;
    }

    /** Whether the message was accepted and no peer can have seen any of it. */
    boolean isUnseen() {
        return sending == null && copies == 0;
    }

    @Nullable
    ReqPipe pipe() {
        return pipe;
    }

    /** Whether a reply from {@code p} counts. */
    boolean wasCarriedBy(ReqPipe p) {
        return pipe == p || earlier.contains(p);
    }

    /** A pipe took a copy. */
    void takenBy(ReqPipe p) {
        copies++;
        carriedBy(p);
    }

    /** The copy that {@code p} took, perhaps long ago, is the one that counts. */
    void carriedBy(ReqPipe p) {
        pipe = p;
        p.carried.add(this);
    }

    /** A pipe died before it began to write its copy. */
    void handedBack() {
        copies--;
    }

    /** No pipe is in charge any more; the one that was may still answer, if it lives. */
    void leavePipe() {
        ReqPipe left = pipe;
        if (left != null) {
            pipe = null;
            left.carried.remove(this);
            if (earlier.isEmpty()) {
                earlier = new ArrayList<>(2);
            }
            earlier.removeIf(known -> known.gone || known == left);
            if (!left.gone) {
                earlier.add(left);
            }
        }
    }
}
