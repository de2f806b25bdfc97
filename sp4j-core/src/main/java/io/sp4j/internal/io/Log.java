package io.sp4j.internal.io;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The log lines of this package. */
final class Log {
    private static final Logger LOG = System.getLogger("io.sp4j.io");

    private Log() {}

    /** A bug of ours that cost one connection or task. */
    static void fault(String what, Throwable failure) {
        log(Level.ERROR, "SP-IO-FAULT: " + what, failure);
    }

    static void debug(String what, Throwable failure) {
        log(Level.DEBUG, what, failure);
    }

    /** A logger may fail too, as when its first line needs a file and there is no descriptor left; the loop must go on. */
    private static void log(Level level, String what, Throwable failure) {
        try {
            LOG.log(level, what, failure);
        } catch (Throwable e) {
            failure.addSuppressed(e);
        }
    }
}
