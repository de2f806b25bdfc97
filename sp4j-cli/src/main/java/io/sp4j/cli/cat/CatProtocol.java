package io.sp4j.cli.cat;

import io.sp4j.Bus0;
import io.sp4j.Pair0;
import io.sp4j.Pair1;
import io.sp4j.Pub0;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.Respondent0;
import io.sp4j.SocketBuilder;
import io.sp4j.Sub0;
import io.sp4j.Surveyor0;
import java.util.Locale;
import java.util.function.Supplier;

/** The protocols of the command line: what each does here, and how its socket is made. */
enum CatProtocol {
    PAIR0(Role.EXCHANGE, Pair0::builder),
    PAIR1(Role.EXCHANGE, Pair1::builder),
    REQ0(Role.ASK, Req0::builder),
    REP0(Role.ANSWER, Rep0::builder),
    PUB0(Role.SEND, Pub0::builder),
    SUB0(Role.RECEIVE, Sub0::builder),
    PUSH0(Role.SEND, Push0::builder),
    PULL0(Role.RECEIVE, Pull0::builder),
    SURVEYOR0(Role.ASK, Surveyor0::builder),
    RESPONDENT0(Role.ANSWER, Respondent0::builder),
    BUS0(Role.EXCHANGE, Bus0::builder);

    /** What a protocol does with data. */
    enum Role {
        /** Sends it, prints nothing. */
        SEND,
        /** Has none, prints what comes. */
        RECEIVE,
        /** Sends it and prints the answers. */
        ASK,
        /** Prints what comes, and answers with it if there is any. */
        ANSWER,
        /** Sends it, if there is any, and prints what comes. */
        EXCHANGE
    }

    private final Role role;
    private final Supplier<SocketBuilder<?, ?>> maker;

    CatProtocol(Role role, Supplier<SocketBuilder<?, ?>> maker) {
        this.role = role;
        this.maker = maker;
    }

    Role role() {
        return role;
    }

    /** The name of its option without the dashes. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A builder for its socket. */
    SocketBuilder<?, ?> builder() {
        return maker.get();
    }
}
