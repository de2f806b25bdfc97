package io.sp4j;

/**
 * Why a message that had been accepted for sending, or had been received, went no further. Every drop is counted under
 * its reason's {@link #label()}, for the socket and for the pipe where one is known.
 */
public enum DropReason {
    /** The queue that the message was for had no room, and the protocol does not wait. */
    QUEUE_FULL,
    /** A reply came for a request that is not open: answered before, canceled, timed out, or never sent at all. */
    STALE_REPLY,
    /** A reply came with the id of an open request from a peer that was never sent that request. */
    UNEXPECTED_REPLY,
    /** The message made more hops than {@code ttl-max} allows. */
    HOP_LIMIT,
    /** The peer that a message was for is gone, or there is no peer at all and the protocol does not wait for one. */
    NO_PEER,
    /** A raw socket was to send a message that goes to one peer, and its header does not begin with that peer's pipe. */
    NO_ADDRESS,
    /** The message waited for, or was partly written to, a pipe that died. */
    LOST_ON_DISCONNECT,
    /** The socket was closed, or its linger time ran out, before the message was written. */
    UNDELIVERED_AT_CLOSE,
    /** The message had been received and nobody had taken it when the socket was closed. */
    UNREAD_AT_CLOSE,
    /** A newer request, survey or reply took the place of the message before it was sent. */
    SUPERSEDED,
    /** A response came after its survey had ended, or nobody had taken it by then. */
    LATE_RESPONSE,
    /** A published message matches no subscription. */
    NOT_SUBSCRIBED,
    /** The application gave the message up before it was written. */
    CANCELED,
    /** A message came to a socket whose protocol receives none. */
    UNEXPECTED_DATA;

    private final String label;

    DropReason() {
        this.label = Labels.camelCase(this);
    }

    /**
     * Names the reason in counters, metrics and log lines; names never change between versions.
     *
     * @return the constant's name in camel case, for example {@code queueFull}
     */
    public String label() {
        return label;
    }
}
