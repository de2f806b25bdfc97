package io.sp4j.internal.engine;

import io.sp4j.CloseReason;
import io.sp4j.internal.turn.Turn;
import java.lang.System.Logger;

/** A dialer or a listener as the rest of the engine sees it. */
abstract class EndpointCore {
    static final Logger LOG = System.getLogger("io.sp4j");

    final SocketCore core;
    final String url;
    final OptionValues options;

    // Guarded by the Turn.
    long connects;
    long rejects;

    EndpointCore(SocketCore core, String url, OptionValues options) {
        this.core = core;
        this.url = url;
        this.options = options;
    }

    /** The address: as it was given to dial, with the real port to listen. */
    public abstract String url();

    /** A pipe of this endpoint is attached; inside the Turn. */
    abstract void pipeUp(Turn t, PipeCore pipe);

    /** A pipe of this endpoint is gone; inside the Turn. */
    abstract void pipeGone(Turn t, PipeCore pipe, CloseReason why);

    /** A connection that was up did not become a pipe; without the Turn. */
    abstract void refused(CloseReason why, String detail);

    /** Whether connections are still wanted; inside the Turn. */
    abstract boolean isActive(Turn t);

    /** Makes no more connections; the pipes that exist are not touched. May block for a moment. */
    abstract void stop();
}
