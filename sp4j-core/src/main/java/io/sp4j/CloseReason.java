package io.sp4j;

/**
 * Why a pipe ended. Exactly one reason is kept for a pipe, the first; it appears in events, counters and log lines
 * under its {@link #label()}.
 */
public enum CloseReason {
    /** The application closed this pipe. */
    LOCAL_CLOSE(Fault.NO),
    /** The socket that the pipe belongs to was closed. */
    SOCKET_CLOSED(Fault.NO),
    /** The dialer or listener that made the pipe was closed. */
    ENDPOINT_CLOSED(Fault.NO),
    /** The peer closed the connection in good order, between two messages. */
    PEER_CLOSED(Fault.NO),
    /** The network or the peer broke the connection off. */
    CONNECTION_RESET(Fault.NO),
    /** Reading or writing failed for another reason of the operating system. */
    IO_ERROR(Fault.NO),
    /** This side refused the pipe: an attach handler of the application did, or a WebSocket listener for its path or origin. */
    REFUSED(Fault.NO),
    /** The socket takes one peer only and has it already. */
    BUSY(Fault.NO),
    /** What the peer sent first is no header of the Scalability Protocols. */
    BAD_HEADER(Fault.YES),
    /** The peer speaks a protocol that does not belong to this socket's. */
    PROTOCOL_MISMATCH(Fault.YES),
    /** The peer did not prove who it is, or this side did not prove it to the peer: a certificate was missing or refused. */
    AUTHENTICATION_FAILED(Fault.YES),
    /** TLS failed for another reason, such as a peer without TLS, no common version, or abuse of its messages. */
    TLS_FAILED(Fault.YES),
    /** The handshake was not complete within its time. */
    HANDSHAKE_TIMEOUT(Fault.YES),
    /** The peer announced a message above the limit for received ones. */
    MESSAGE_TOO_LARGE(Fault.YES),
    /** The peer broke the rules of the wire format, as by a frame of unknown type or a message without its header. */
    MALFORMED(Fault.YES),
    /** The connection ended in the middle of a message; that message is discarded. */
    TRUNCATED(Fault.NO),
    /** A message that had begun made no progress for too long, in or out. */
    STALLED_MESSAGE(Fault.NO),
    /** The peer sent messages to a socket that receives none, more than is tolerated. */
    UNEXPECTED_DATA(Fault.YES),
    /** The connection was joined to itself, as can happen when an unused port of the ephemeral range is dialed. */
    SELF_CONNECT(Fault.YES),
    /** The listener, or the process, has as many connections as it may have. */
    TOO_MANY_CONNECTIONS(Fault.NO),
    /** No memory was left for what the pipe needed. */
    OUT_OF_MEMORY(Fault.NO),
    /** This library failed; the log has the stack trace under a stable id. */
    INTERNAL_ERROR(Fault.NO);

    private final String label;
    private final Fault fault;

    CloseReason(Fault fault) {
        this.label = Labels.camelCase(this);
        this.fault = fault;
    }

    /**
     * Names the reason in counters, metrics and log lines; names never change between versions.
     *
     * @return the constant's name in camel case, for example {@code messageTooLarge}
     */
    public String label() {
        return label;
    }

    /**
     * Tells whether the peer is at fault: it broke the protocol, a limit or a deadline of the handshake. After such a
     * pipe a dialer keeps waiting longer and longer, however long the pipe lived. Losing a connection is no fault, nor
     * is a refusal by this side.
     *
     * @return true for faults of the peer
     */
    public boolean isFault() {
        return fault == Fault.YES;
    }

    private enum Fault {
        YES,
        NO
    }
}
