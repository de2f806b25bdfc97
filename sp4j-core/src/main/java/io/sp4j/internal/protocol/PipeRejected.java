package io.sp4j.internal.protocol;

import io.sp4j.CloseReason;

/** A protocol does not take this pipe. */
public final class PipeRejected extends Exception {
    private static final long serialVersionUID = 1;

    private final CloseReason reason;

    public PipeRejected(CloseReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public CloseReason reason() {
        return reason;
    }
}
