package io.sp4j.bench.plan;

import java.util.Locale;

/** The kinds of socket that workloads use, each in the other libraries too. */
public enum SocketKind {
    PAIR,
    PUB,
    SUB,
    PUSH,
    PULL,
    REQ,
    REP;

    /** As a worker's argument. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static SocketKind named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
