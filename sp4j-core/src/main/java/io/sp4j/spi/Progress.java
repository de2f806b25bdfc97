package io.sp4j.spi;

/** How far {@link Link#drain} got. */
public enum Progress {
    /** All that the outbound side offered is with the operating system, or with the peer. */
    DONE,
    /** The transport takes no more for now; what was claimed and not written stays with the link. */
    BLOCKED
}
