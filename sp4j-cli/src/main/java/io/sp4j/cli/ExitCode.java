package io.sp4j.cli;

import io.sp4j.SpException;
import java.net.UnknownHostException;

/** What the process ends with. */
public final class ExitCode {
    /** All went well. */
    public static final int OK = 0;
    /** Something failed that has no code of its own. */
    public static final int FAILURE = 1;
    /** The command line was wrong. */
    public static final int USAGE = 2;
    /** Time ran out. */
    public static final int TIMEOUT = 3;
    /** The peer refused, or there is no way to it. */
    public static final int UNREACHABLE = 4;
    /** TLS or authentication failed. */
    public static final int SECURITY = 5;
    /** The peer speaks another protocol. */
    public static final int PROTOCOL = 6;
    /** Interrupted, as by Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** The code for a failure of the library. */
    public static int of(SpException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return UNREACHABLE;
            }
        }
        return switch (failure.code()) {
            case INTERRUPTED -> INTERRUPTED;
            case TIMEOUT -> TIMEOUT;
            case CONNECTION_REFUSED,
                    CONNECTION_RESET,
                    CONNECTION_ABORTED,
                    CONNECTION_SHUTDOWN,
                    DESTINATION_UNREACHABLE,
                    TRY_AGAIN,
                    NO_ENTRY,
                    BUSY -> UNREACHABLE;
            case CRYPTO_ERROR, AUTHENTICATION_ERROR -> SECURITY;
            case PROTOCOL_ERROR -> PROTOCOL;
            case ADDRESS_INVALID, NOT_SUPPORTED -> USAGE;
            default -> FAILURE;
        };
    }
}
