package io.sp4j.internal.engine;

/** Who looks after the header words of messages. */
public enum Mode {
    /** The protocol: it keeps requests, surveys, topics and contexts. */
    COOKED,
    /** The application: it sees them and gives them. */
    RAW
}
