package io.sp4j.internal.protocol;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import io.sp4j.internal.wire.SpHeader;
import org.jspecify.annotations.Nullable;

/**
 * What the versions of pair put in front of a body, and what they make of what comes.
 *
 * <pre>
 *    version 0    (nothing)
 *    version 1    [ 0 0 0 hops ]     1 when it leaves; a device adds 1; mangos begins with 0
 * </pre>
 *
 * A message for one particular peer has a header array of its own, the same bytes, so that it is known again when a dying
 * pipe hands it back.
 */
enum PairVersion {
    V0(SpHeader.NONE, new byte[0]) {
        @Override
        Message received(Turn t, PipePort from, Message m, int maxTtl) {
            return SpHeader.bare(m);
        }
    },

    V1(new byte[] {0, 0, 0, 1}, new byte[] {0, 0, 0, 1}) {
        @Override
        @Nullable
        Message received(Turn t, PipePort from, Message m, int maxTtl) {
            return hopsAreFine(t, from, m, maxTtl) ? SpHeader.cut(m, 1) : null;
        }
    };

    /** The largest number of hops that fits. */
    static final int MOST_HOPS = 0xff;

    private final byte[] forAny;
    private final byte[] forOne;

    PairVersion(byte[] forAny, byte[] forOne) {
        this.forAny = forAny;
        this.forOne = forOne;
    }

    /** The message as it leaves, to whoever is the peer. */
    Message toAny(Message m) {
        return SpHeader.withHeader(m, forAny);
    }

    /** The message as it leaves, to one peer and no other. */
    Message toOne(Message m) {
        return SpHeader.withHeader(m, forOne);
    }

    /** Whether {@link #toOne} made it. */
    boolean isForOne(Message m) {
        return SpHeader.header(m) == forOne;
    }

    /** The body of what came, or null when it was dropped or its pipe closed. */
    abstract @Nullable Message received(Turn t, PipePort from, Message m, int maxTtl);

    /** Whether the message begins with hops within the limit; if not, it was dropped or its pipe closed. */
    static boolean hopsAreFine(Turn t, PipePort from, Message m, int maxTtl) {
        if (SpHeader.words(m) == 0) {
            from.close(t, CloseReason.MALFORMED, "a message without a hop count");
            return false;
        }
        int hops = SpHeader.word(m, 0);
        if (hops < 0 || hops > MOST_HOPS) {
            from.close(t, CloseReason.MALFORMED, "a hop count of more than one byte");
            return false;
        }
        if (hops > maxTtl) {
            t.drop(from, m, DropReason.HOP_LIMIT);
            return false;
        }
        return true;
    }
}
