package io.sp4j.internal.turn;

import io.sp4j.ErrorCode;
import io.sp4j.SpException;

/** Why an operation failed; the exception is made of it on the thread that waits, so that its stack is the caller's. */
public record Failure(ErrorCode code, String text) {

    public SpException toException() {
        return code.exception(text);
    }
}
