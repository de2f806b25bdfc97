package io.sp4j.cli;

/** A command cannot do what it was asked; the message is all that the user sees. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure with this text, in one line. */
    public CommandFailure(String message) {
        super(message);
    }
}
