package io.sp4j.bench;

import java.util.List;

/** The libraries that can be measured, in the order of the tables; another one is one line here and one worker. */
final class Peers {

    static final List<Peer> ALL = List.of(
            new JavaPeer("sp4j", "io.sp4j.bench.Sp4jWorker", Handshake.SP),
            new NativePeer("zmq", "zmq_peer.c", "zmq", Handshake.ZMTP),
            new NativePeer("nng", "nng_peer.c", "nng", Handshake.SP),
            new JavaPeer("jeromq", "io.sp4j.bench.JeroMqWorker", Handshake.ZMTP));

    private Peers() {}

    static Peer named(String name) {
        return ALL.stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown peer " + name));
    }
}
