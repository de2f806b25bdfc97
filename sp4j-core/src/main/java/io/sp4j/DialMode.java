package io.sp4j;

/**
 * What {@code dial} does about a first attempt that fails. A malformed URL, an unknown scheme, a closed socket and a
 * TLS configuration that cannot be used are thrown in every mode, and once connected every dialer redials by itself.
 */
public enum DialMode {
    /** Makes one attempt, waits for it, and throws whatever fails; the dialer is then closed. */
    BLOCKING,

    /** Returns at once and tries until it works; failures are events and log lines. */
    BACKGROUND,

    /**
     * Makes one attempt and waits for it. What may heal (refused, timed out, unknown name, wrong protocol) is logged
     * once and tried again in the background; the default.
     */
    TRY_THEN_BACKGROUND
}
