package io.sp4j.netty;

import io.sp4j.CloseReason;
import io.sp4j.ErrorCode;
import io.sp4j.internal.wire.MalformedInput;

/** What a peer did that WebSocket does not allow, or a refusal, with what answers it. */
final class WsFault extends MalformedInput {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final int answer;

    /**
     * A fault.
     *
     * @param code for the application that dialed
     * @param answer the status of HTTP during the upgrade, afterwards that of a CLOSE frame; 0 = none
     */
    WsFault(CloseReason reason, ErrorCode code, int answer, String detail) {
        super(reason, detail);
        this.code = code;
        this.answer = answer;
    }

    ErrorCode code() {
        return code;
    }

    int answer() {
        return answer;
    }
}
