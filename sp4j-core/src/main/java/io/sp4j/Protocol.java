package io.sp4j;

import java.util.Locale;
import java.util.Optional;

/** The eleven Scalability Protocols, with the numbers by which peers recognise each other. */
public enum Protocol {
    /** One-to-one, version 0: messages go both ways between two sockets. */
    PAIR0(0x0010, "pair"),

    /** One-to-one, version 1: as version 0 with a hop count, and optionally with several peers. */
    PAIR1(0x0011, "pair1"),

    /** Publisher: each message goes to every subscriber that is connected. */
    PUB0(0x0020, "pub"),

    /** Subscriber: receives what begins with one of its topics. */
    SUB0(0x0021, "sub"),

    /** Requester: each request goes to one replier and is answered once. */
    REQ0(0x0030, "req"),

    /** Replier: answers requests. */
    REP0(0x0031, "rep"),

    /** Head of a pipeline: each message goes to one puller that has room. */
    PUSH0(0x0050, "push"),

    /** Tail of a pipeline: receives from all pushers in turn. */
    PULL0(0x0051, "pull"),

    /** Surveyor: asks every respondent and collects the answers until a deadline. */
    SURVEYOR0(0x0062, "surveyor"),

    /** Respondent: answers surveys. */
    RESPONDENT0(0x0063, "respondent"),

    /** Bus: each message goes to every direct neighbour. */
    BUS0(0x0070, "bus");

    private final int number;
    private final String wireName;

    Protocol(int number, String wireName) {
        this.number = number;
        this.wireName = wireName;
    }

    /**
     * Finds the protocol that announces itself with a number.
     *
     * @param number what a peer sent, 0 to 65535; anything else is unknown
     * @return the protocol, or empty for a number that is not one of the eleven
     */
    public static Optional<Protocol> of(int number) {
        for (Protocol protocol : values()) {
            if (protocol.number == number) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }

    /**
     * Puts a number into words for messages and logs.
     *
     * @param number what a peer sent, 0 to 65535
     * @return for example {@code rep0 (0x0031)} or {@code unknown (0x1234)}
     */
    public static String describe(int number) {
        String name =
                of(number).map(known -> known.name().toLowerCase(Locale.ROOT)).orElse("unknown");
        return String.format(Locale.ROOT, "%s (0x%04x)", name, number);
    }

    /**
     * Gives the 16-bit number that identifies the protocol in every handshake.
     *
     * @return 16 times the family plus the role, for example {@code 0x31} for rep
     */
    public int number() {
        return number;
    }

    /**
     * Gives the name used on the wire, as the first part of the WebSocket sub-protocol.
     *
     * @return for example {@code rep}; version 0 of pair is {@code pair}, version 1 {@code pair1}
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Starts a socket of a protocol that is known only when the program runs, for tools; what the socket can do is asked
     * with {@code instanceof Sender} and {@code instanceof Receiver}.
     *
     * @return a builder with the defaults, such as {@link Rep0#builder()}
     */
    public SocketBuilder<? extends SpSocket, ?> builder() {
        return switch (this) {
            case PAIR0 -> Pair0.builder();
            case PAIR1 -> Pair1.builder();
            case REQ0 -> Req0.builder();
            case REP0 -> Rep0.builder();
            case PUB0 -> Pub0.builder();
            case SUB0 -> Sub0.builder();
            case PUSH0 -> Push0.builder();
            case PULL0 -> Pull0.builder();
            case SURVEYOR0 -> Surveyor0.builder();
            case RESPONDENT0 -> Respondent0.builder();
            case BUS0 -> Bus0.builder();
        };
    }

    /**
     * Gives the only protocol that may be at the other end of a pipe.
     *
     * @return the counterpart, or the protocol itself for pair and bus
     */
    public Protocol peer() {
        return switch (this) {
            case PAIR0, PAIR1, BUS0 -> this;
            case PUB0 -> SUB0;
            case SUB0 -> PUB0;
            case REQ0 -> REP0;
            case REP0 -> REQ0;
            case PUSH0 -> PULL0;
            case PULL0 -> PUSH0;
            case SURVEYOR0 -> RESPONDENT0;
            case RESPONDENT0 -> SURVEYOR0;
        };
    }
}
