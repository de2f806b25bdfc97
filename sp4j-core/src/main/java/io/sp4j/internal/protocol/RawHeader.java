package io.sp4j.internal.protocol;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import io.sp4j.internal.wire.SpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Which words of a message the application sees as its header when the socket is raw, and what becomes of those that it
 * gives.
 *
 * <pre>
 *                 came over the wire            the header shown             the header given        goes over the wire
 *   NONE          body                          (nothing)                    anything                header, body
 *   HOPS          [hops] body                   [hops]                       [hops]                  [hops + 1] body
 *   BACKTRACE     [pipe]... [id] body           [pipe]... [id]               as shown                header, body
 *   RETURN_PATH   [pipe]... [id] body           [pipe it came from] [pipe]... [id]   as shown        [pipe]... [id] body
 *   ORIGIN        body                          [pipe it came from]          [pipe to leave out]     body
 * </pre>
 */
enum RawHeader {
    NONE {
        @Override
        Message received(Turn t, PipePort from, Message m, int maxTtl) {
            return SpHeader.cut(m, 0);
        }

        @Override
        Message toSend(Message m) {
            return SpHeader.header(m).length == 0 ? m : SpHeader.cut(m, 0);
        }
    },

    HOPS {
        @Override
        @Nullable
        Message received(Turn t, PipePort from, Message m, int maxTtl) {
            return PairVersion.hopsAreFine(t, from, m, maxTtl) ? SpHeader.split(m, 1) : null;
        }

        @Override
        @Nullable
        Message toSend(Message m) {
            if (SpHeader.header(m).length != SpHeader.WORD) {
                return null;
            }
            int hops = SpHeader.word(m, 0);
            return hops < 0 || hops >= PairVersion.MOST_HOPS ? null : SpHeader.withWord(m, hops + 1);
        }
    },

    BACKTRACE {
        @Override
        @Nullable
        Message received(Turn t, PipePort from, Message m, int maxTtl) {
            int words = wordsOf(t, from, m, MOST_WORDS);
            return words == 0 ? null : SpHeader.split(m, words);
        }

        @Override
        Message toSend(Message m) {
            return SpHeader.inWords(m);
        }
    },

    RETURN_PATH {
        @Override
        @Nullable
        Message received(Turn t, PipePort from, Message m, int maxTtl) {
            int words = wordsOf(t, from, m, maxTtl);
            return words == 0 ? null : SpHeader.splitBehind(from.id(), m, words);
        }

        @Override
        Message toSend(Message m) {
            return SpHeader.inWords(SpHeader.withoutFirstWord(m));
        }
    },

    ORIGIN {
        @Override
        Message received(Turn t, PipePort from, Message m, int maxTtl) {
            return SpHeader.splitBehind(from.id(), m, 0);
        }

        @Override
        Message toSend(Message m) {
            return SpHeader.bare(m);
        }
    };

    /** No honest backtrace is longer: no replier takes more than 15 words, and a device adds one. */
    private static final int MOST_WORDS = 16;

    /** What came, with its header apart; or null when it was dropped or its pipe closed. */
    abstract @Nullable Message received(Turn t, PipePort from, Message m, int maxTtl);

    /** The message as it leaves; or null when its header is not what the protocol needs. */
    abstract @Nullable Message toSend(Message m);

    /** The pipe named by the first word that the application gave, or 0 when there is no such word; no pipe has that id. */
    static int pipeNamed(Message m) {
        return SpHeader.header(m).length < SpHeader.WORD ? 0 : SpHeader.word(m, 0);
    }

    /** The words of the backtrace; or 0 when the message was dropped or its pipe closed. */
    private static int wordsOf(Turn t, PipePort from, Message m, int most) {
        int words = Backtrace.words(m, most);
        if (words == Backtrace.HOP_LIMIT) {
            t.drop(from, m, DropReason.HOP_LIMIT);
        } else if (words == Backtrace.MALFORMED) {
            from.close(t, CloseReason.MALFORMED, "a message without a request or survey id");
        }
        return Math.max(0, words);
    }
}
