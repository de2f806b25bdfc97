package io.sp4j.cli.cat;

import io.sp4j.Bus0;
import io.sp4j.Pair0;
import io.sp4j.Pub0;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketBuilder;
import io.sp4j.Sub0;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The protocols of the command line: what each does here, and how its socket is made once the library has it. */
enum CatProtocol {
    PAIR0(Role.EXCHANGE, Pair0::builder),
    PAIR1(Role.EXCHANGE, null),
    REQ0(Role.ASK, Req0::builder),
    REP0(Role.ANSWER, Rep0::builder),
    PUB0(Role.SEND, Pub0::builder),
    SUB0(Role.RECEIVE, Sub0::builder),
    PUSH0(Role.SEND, Push0::builder),
    PULL0(Role.RECEIVE, Pull0::builder),
    SURVEYOR0(Role.ASK, null),
    RESPONDENT0(Role.ANSWER, null),
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
    private final @Nullable Supplier<SocketBuilder<?, ?>> maker;

    CatProtocol(Role role, @Nullable Supplier<SocketBuilder<?, ?>> maker) {
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

    /** A builder for its socket; empty while the library lacks the protocol. */
    Optional<SocketBuilder<?, ?>> builder() {
        return Optional.ofNullable(maker).map(Supplier::get);
    }
}
