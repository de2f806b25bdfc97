package io.sp4j.testkit.hostile;

import static io.sp4j.testkit.hostile.Attacker.words;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.Protocol;
import java.util.ArrayList;
import java.util.List;

/**
 * What a peer sends behind a good handshake, and what becomes of it.
 *
 * @param to the protocol of the socket that it is sent to
 * @param name what is wrong, or not
 * @param bytes header and body, given the ids that the socket told this peer
 * @param closes why the connection ends, or null when it does not
 * @param drops why the message is dropped, or null when it is not
 * @param body what is received, or null when nothing is
 */
record HeaderCase(Protocol to, String name, Content bytes, CloseReason closes, DropReason drops, String body) {
    private static final int END = 0x80000001;
    private static final int[] EIGHT_HOPS = {1, 2, 3, 4, 5, 6, 7, END};
    private static final int[] NINE_HOPS = {1, 2, 3, 4, 5, 6, 7, 8, END};

    /** Makes a message from the id of the open request or survey, and that of an earlier one. */
    interface Content {
        byte[] of(int open, int old);
    }

    @Override
    public String toString() {
        return to.wireName() + ": " + name;
    }

    /** All of them, each protocol with each thing that may be wrong with its header. */
    static List<HeaderCase> all() {
        List<HeaderCase> all = new ArrayList<>();
        hopCounts(all);
        backtraces(all, Protocol.REP0);
        backtraces(all, Protocol.RESPONDENT0);
        replies(all);
        answers(all);
        noHeaders(all);
        sendersOnly(all);
        return all;
    }

    private static void hopCounts(List<HeaderCase> all) {
        Protocol to = Protocol.PAIR1;
        all.add(closed(to, "empty", words(""), CloseReason.MALFORMED));
        all.add(closed(to, "too short", words("abc"), CloseReason.MALFORMED));
        all.add(closed(to, "lowest reserved bit", words("x", 0x00000101), CloseReason.MALFORMED));
        all.add(closed(to, "middle reserved bit", words("x", 0x00010001), CloseReason.MALFORMED));
        all.add(closed(to, "highest reserved bit", words("x", 0x80000001), CloseReason.MALFORMED));
        all.add(dropped(to, "one hop too many", words("x", 9), DropReason.HOP_LIMIT));
        all.add(dropped(to, "as many hops as there can be", words("x", 0xff), DropReason.HOP_LIMIT));
        all.add(delivered(to, "as many hops as allowed", words("x", 8), "x"));
        all.add(delivered(to, "no hop, as from mangos", words("x", 0), "x"));
        all.add(delivered(to, "a header and no body", words("", 1), ""));
    }

    private static void backtraces(List<HeaderCase> all, Protocol to) {
        all.add(closed(to, "empty", words(""), CloseReason.MALFORMED));
        all.add(closed(to, "too short", words("abc"), CloseReason.MALFORMED));
        all.add(closed(to, "no end bit", words("", 1), CloseReason.MALFORMED));
        all.add(closed(to, "no end bit before the end", words("abc", 1, 2, 3), CloseReason.MALFORMED));
        all.add(dropped(to, "one hop too many", words("x", NINE_HOPS), DropReason.HOP_LIMIT));
        all.add(dropped(to, "no end within the limit", words("xxxx", 1, 2, 3, 4, 5, 6, 7, 8), DropReason.HOP_LIMIT));
        all.add(delivered(to, "as many hops as allowed", words("x", EIGHT_HOPS), "x"));
        all.add(delivered(to, "an id and no body", words("", END), ""));
        all.add(delivered(to, "an id of no bits but the end", words("x", 0x80000000), "x"));
    }

    private static void replies(List<HeaderCase> all) {
        Protocol to = Protocol.REQ0;
        all.add(closed(to, "empty", words(""), CloseReason.MALFORMED));
        all.add(closed(to, "too short", words("abc"), CloseReason.MALFORMED));
        all.add(closed(to, "no end bit", words("x", 1), CloseReason.MALFORMED));
        all.add(new HeaderCase(
                to, "unknown id", (open, old) -> words("x", open ^ 1), null, DropReason.STALE_REPLY, null));
        all.add(new HeaderCase(to, "old id", (open, old) -> words("x", old), null, DropReason.STALE_REPLY, null));
        all.add(new HeaderCase(to, "its id", (open, old) -> words("x", open), null, null, "x"));
        all.add(new HeaderCase(to, "its id and no body", (open, old) -> words("", open), null, null, ""));
    }

    private static void answers(List<HeaderCase> all) {
        Protocol to = Protocol.SURVEYOR0;
        all.add(closed(to, "empty", words(""), CloseReason.MALFORMED));
        all.add(closed(to, "too short", words("abc"), CloseReason.MALFORMED));
        all.add(dropped(to, "no end bit", words("x", 1), DropReason.LATE_RESPONSE));
        all.add(new HeaderCase(
                to, "unknown id", (open, old) -> words("x", open ^ 1), null, DropReason.LATE_RESPONSE, null));
        all.add(new HeaderCase(
                to, "earlier survey", (open, old) -> words("x", old), null, DropReason.LATE_RESPONSE, null));
        all.add(new HeaderCase(to, "its id", (open, old) -> words("x", open), null, null, "x"));
        all.add(new HeaderCase(to, "its id and no body", (open, old) -> words("", open), null, null, ""));
    }

    private static void noHeaders(List<HeaderCase> all) {
        for (Protocol to : new Protocol[] {Protocol.PAIR0, Protocol.PULL0, Protocol.SUB0, Protocol.BUS0}) {
            all.add(delivered(to, "empty", words(""), ""));
            all.add(delivered(to, "shorter than a header elsewhere", words("abc"), "abc"));
            all.add(delivered(to, "like a header elsewhere", words("", 0x41424344), "ABCD"));
        }
    }

    private static void sendersOnly(List<HeaderCase> all) {
        all.add(closed(Protocol.PUB0, "empty", words(""), CloseReason.UNEXPECTED_DATA));
        all.add(closed(Protocol.PUB0, "something", words("x"), CloseReason.UNEXPECTED_DATA));
        all.add(dropped(Protocol.PUSH0, "empty", words(""), DropReason.UNEXPECTED_DATA));
        all.add(dropped(Protocol.PUSH0, "something", words("x"), DropReason.UNEXPECTED_DATA));
    }

    private static HeaderCase closed(Protocol to, String name, byte[] bytes, CloseReason why) {
        return new HeaderCase(to, name, (open, old) -> bytes, why, null, null);
    }

    private static HeaderCase dropped(Protocol to, String name, byte[] bytes, DropReason why) {
        return new HeaderCase(to, name, (open, old) -> bytes, null, why, null);
    }

    private static HeaderCase delivered(Protocol to, String name, byte[] bytes, String body) {
        return new HeaderCase(to, name, (open, old) -> bytes, null, null, body);
    }
}
