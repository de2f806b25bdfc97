package io.sp4j.internal.wire;

import io.sp4j.CloseReason;

/** The peer sent what the wire format does not allow; its connection is closed for this reason. */
public class MalformedInput extends Exception {
    private static final long serialVersionUID = 1;

    private final CloseReason reason;

    public MalformedInput(CloseReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public CloseReason reason() {
        return reason;
    }

    /** What was wrong, in words. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
