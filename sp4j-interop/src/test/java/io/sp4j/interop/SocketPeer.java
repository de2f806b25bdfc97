package io.sp4j.interop;

import io.sp4j.Protocol;

/** A peer whose sockets do what a test tells them, message by message. */
interface SocketPeer extends Peer {

    /** Opens a cooked socket; one of {@code SUB0} has the empty topic, a survey lasts for a minute. */
    PeerSocket open(Protocol protocol);
}
