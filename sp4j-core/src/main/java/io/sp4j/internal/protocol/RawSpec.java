package io.sp4j.internal.protocol;

import io.sp4j.Protocol;

/**
 * What the raw sockets of the eleven protocols are: a line each.
 *
 * <p>Receiving: where losing messages is the protocol's nature, a full inbox drops what arrives; elsewhere the peers are not
 * read. Sending: where the cooked socket waits, the raw one waits; where it drops, the raw one drops. Replies go where their
 * header says and drop too: one peer that does not read must not hold up what is for the others.
 */
public enum RawSpec {
    PAIR0(RawHeader.NONE, In.PAUSES, Out.TO_THE_PEER),
    PAIR1(RawHeader.HOPS, In.PAUSES, Out.TO_THE_PEER),
    REQ0(RawHeader.BACKTRACE, In.PAUSES, Out.TO_ONE_AS_IT_KEEPS_UP),
    REP0(RawHeader.RETURN_PATH, In.PAUSES, Out.TO_THE_PIPE_NAMED),
    PUB0(RawHeader.NONE, In.CLOSES, Out.TO_ALL_DROPPING_OLDEST),
    SUB0(RawHeader.NONE, In.DROPS, Out.NOWHERE),
    PUSH0(RawHeader.NONE, In.DISCARDS, Out.TO_ONE_IN_TURN),
    PULL0(RawHeader.NONE, In.PAUSES, Out.NOWHERE),
    SURVEYOR0(RawHeader.BACKTRACE, In.PAUSES, Out.TO_ALL),
    RESPONDENT0(RawHeader.RETURN_PATH, In.PAUSES, Out.TO_THE_PIPE_NAMED),
    BUS0(RawHeader.ORIGIN, In.DROPS, Out.TO_ALL_BUT_THE_PIPE_NAMED);

    final RawHeader header;
    final In in;
    final Out out;

    /** What happens to messages that come in. */
    enum In {
        /** Received; nobody is read while the inbox is full. */
        PAUSES,
        /** Received; dropped while the inbox is full. */
        DROPS,
        /** Not received: discarded. */
        DISCARDS,
        /** Not received: closes its pipe. */
        CLOSES
    }

    /** Where messages go, and what happens where there is no room. */
    enum Out {
        /** There is only one; waits. */
        TO_THE_PEER,
        /** Waits until one has room. */
        TO_ONE_IN_TURN,
        /** Waits until one has written what it took before. */
        TO_ONE_AS_IT_KEEPS_UP,
        /** Drops the oldest message of that peer. */
        TO_ALL_DROPPING_OLDEST,
        /** Drops the message for that peer. */
        TO_ALL,
        /** Drops the message for that peer. */
        TO_ALL_BUT_THE_PIPE_NAMED,
        /** Drops the message. */
        TO_THE_PIPE_NAMED,
        /** Nothing is sent. */
        NOWHERE
    }

    RawSpec(RawHeader header, In in, Out out) {
        this.header = header;
        this.in = in;
        this.out = out;
    }

    /** The line of a protocol. */
    public static RawSpec of(Protocol protocol) {
        return valueOf(protocol.name());
    }

    /** Whether anything can be received. */
    public boolean receives() {
        return in == In.PAUSES || in == In.DROPS;
    }

    /** Whether anything can be sent. */
    public boolean sends() {
        return out != Out.NOWHERE;
    }

    /** Whether a send waits for room. */
    public boolean waits() {
        return out == Out.TO_THE_PEER || out == Out.TO_ONE_IN_TURN || out == Out.TO_ONE_AS_IT_KEEPS_UP;
    }

    /** Whether messages that have made too many hops are dropped; replies never are for that. */
    public boolean checksTtl() {
        return header == RawHeader.HOPS || header == RawHeader.RETURN_PATH;
    }

    boolean fansOut() {
        return out == Out.TO_ALL || out == Out.TO_ALL_DROPPING_OLDEST || out == Out.TO_ALL_BUT_THE_PIPE_NAMED;
    }
}
