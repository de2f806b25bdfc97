package io.sp4j.internal.jfr;

import io.sp4j.CloseReason;
import io.sp4j.Dialer;
import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Pipe;
import io.sp4j.SpAddress;
import io.sp4j.SpException;
import io.sp4j.SpSocket;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the engine tells the Flight Recorder. This one records nothing; it is what there is in a JVM without the module
 * {@code jdk.jfr}, of which nothing is loaded then. While no recording runs, each call costs one check.
 *
 * <p>What only begins something ({@link #dialing}, {@link #lost}, {@link #sendWaits}, {@link #dropping}) reads a clock and
 * may be called inside a Turn; everything else asks sockets and pipes, and is called without.
 */
public class Recorder {
    /** The one of this JVM. */
    public static final Recorder JVM = isThere() ? new JfrRecorder() : new Recorder();

    Recorder() {}

    /** Whether this JVM has a Flight Recorder that this module can read. */
    private static boolean isThere() {
        Optional<Module> jfr = ModuleLayer.boot().findModule("jdk.jfr");
        return jfr.isPresent() && Recorder.class.getModule().canRead(jfr.get());
    }

    /** An attempt to dial. */
    public interface Attempt {
        /** Nobody records it. */
        Attempt UNRECORDED = (dialer, why) -> {};

        /** It has failed. */
        void failed(Dialer dialer, SpException why);
    }

    /** The time from the loss of a dialer's connection to the next one. */
    public interface Outage {
        /** Nobody records it. */
        Outage UNRECORDED = (pipe, failedAttempts) -> {};

        /** There is a connection again. */
        void over(Pipe pipe, long failedAttempts);
    }

    /** The time that a send waits. */
    public interface Wait {
        /** Nobody records it. */
        Wait UNRECORDED = (socket, failure) -> {};

        /** The send was accepted, or failed. */
        void over(SpSocket socket, @Nullable ErrorCode failure);
    }

    /** Drops that are told together. */
    public interface Drops {
        /** Nobody records them. */
        Drops UNRECORDED = (socket, pipe, why, count) -> {};

        /** So many there were. */
        void over(SpSocket socket, int pipe, DropReason why, long count);
    }

    /** A connection is up. */
    public void connected(Pipe pipe, Duration handshake) {}

    /** A connection that was up has ended. */
    public void disconnected(Pipe pipe, CloseReason why, String detail, Duration age) {}

    /** A connection did not become a pipe. */
    public void rejected(
            SpSocket socket, String endpoint, @Nullable SpAddress remote, CloseReason why, String detail) {}

    /** An attempt to dial begins. */
    public Attempt dialing() {
        return Attempt.UNRECORDED;
    }

    /** A dialer has lost its connection. */
    public Outage lost(CloseReason why) {
        return Outage.UNRECORDED;
    }

    /** A send begins to wait. */
    public Wait sendWaits() {
        return Wait.UNRECORDED;
    }

    /** Whether drops are recorded at all. */
    public boolean recordsDrops() {
        return false;
    }

    /** The first of some drops. */
    public Drops dropping() {
        return Drops.UNRECORDED;
    }
}
