package io.sp4j.internal.io;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The log lines of this package. */
final class Log {
    private static final Logger LOG = System.getLogger("io.sp4j.io");

    private Log() {}

    /** A bug of ours that cost one connection or task. */
    static void fault(String what, Throwable failure) {
        LOG.log(Level.ERROR, "SP-IO-FAULT: " + what, failure);
    }

    static void debug(String what, Throwable failure) {
        LOG.log(Level.DEBUG, what, failure);
    }
}
