package io.sp4j.testkit.sim;

import io.sp4j.Options;
import io.sp4j.Pair1;
import io.sp4j.Protocol;
import io.sp4j.SocketBuilder;
import io.sp4j.Sub0;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Protocols that talk with each other, and what is known of their traffic. A new one is a line here. */
enum Family {
    PAIR0(Protocol.PAIR0),
    PAIR1(Protocol.PAIR1),
    POLY(Protocol.PAIR1),
    REQ_REP(Protocol.REQ0),
    PUB_SUB(Protocol.PUB0),
    PUSH_PULL(Protocol.PUSH0),
    SURVEY(Protocol.SURVEYOR0),
    BUS(Protocol.BUS0);

    private final Protocol first;

    Family(Protocol first) {
        this.first = first;
    }

    Protocol first() {
        return first;
    }

    Protocol anyProtocol(RandomGenerator random) {
        return random.nextBoolean() ? first : first.peer();
    }

    SocketBuilder<?, ?> builder(Protocol protocol, RandomGenerator random) {
        SocketBuilder<?, ?> builder = this == POLY ? Pair1.builder().polyamorous() : protocol.builder();
        if (builder instanceof Sub0.Builder sub) {
            sub.topics("a", random.nextBoolean() ? "b" : "");
        }
        if (protocol == Protocol.REQ0 && random.nextBoolean()) {
            builder.set(Options.RESEND_TIME, Duration.ofMillis(random.nextInt(1, 5_000)));
            builder.set(Options.RESEND_TICK, Duration.ofMillis(random.nextInt(1, 1_000)));
        }
        if (protocol == Protocol.SURVEYOR0) {
            builder.set(Options.SURVEY_TIME, Duration.ofMillis(random.nextInt(1, 3_000)));
        }
        if (sendsInto(protocol) && random.nextBoolean()) {
            builder.set(Options.SEND_BUFFER, random.nextInt(20));
        }
        if (receivesInto(protocol) && random.nextBoolean()) {
            builder.set(Options.RECV_BUFFER, random.nextInt(0, 20));
        }
        return builder;
    }

    static boolean sendsInto(Protocol protocol) {
        return switch (protocol) {
            case PAIR0, PAIR1, PUB0, PUSH0, SURVEYOR0, BUS0 -> true;
            default -> false;
        };
    }

    static boolean receivesInto(Protocol protocol) {
        return switch (protocol) {
            case PAIR0, PAIR1, SUB0, PULL0, SURVEYOR0, BUS0 -> true;
            default -> false;
        };
    }

    static boolean asks(Protocol protocol) {
        return protocol == Protocol.REQ0 || protocol == Protocol.SURVEYOR0;
    }

    static boolean answers(Protocol protocol) {
        return protocol == Protocol.REP0 || protocol == Protocol.RESPONDENT0;
    }

    static boolean hasContexts(Protocol protocol) {
        return asks(protocol) || answers(protocol) || protocol == Protocol.SUB0;
    }

    /** Whether what one sender's socket accepts reaches one receiver in order, whatever becomes of connections. */
    boolean keepsOrder() {
        return this == PAIR0 || this == PAIR1;
    }

    /** Whether copies that are offered to pipes and messages that are received can be counted in full. */
    boolean isCounted() {
        return sendsEachOnce() || this == PUB_SUB || this == BUS;
    }

    /** Whether each message is accepted, written, received and delivered at most once, so that all can be counted. */
    boolean sendsEachOnce() {
        return this == PAIR0 || this == PAIR1 || this == POLY || this == PUSH_PULL;
    }
}
