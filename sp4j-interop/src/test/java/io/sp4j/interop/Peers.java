package io.sp4j.interop;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All peers that the tests know, installed or not. */
final class Peers {
    static final NngPeer NNG = new NngPeer();
    static final NanomsgPeer NANOMSG = new NanomsgPeer();
    static final LinePeer PYNNG = LinePeer.pynng();
    static final LinePeer MANGOS = LinePeer.mangos();

    static final LinePeer WS = LinePeer.ws();

    /** Peers whose sockets a test drives. */
    static final List<SocketPeer> SOCKETS = List.of(NNG, NANOMSG, PYNNG, MANGOS, WS);

    /** Peers that are a command. */
    static final List<ToolPeer> TOOLS = List.of(new Nngcat(), new Nanocat(), new Macat());

    private Peers() {}

    static List<Peer> all() {
        return Stream.<Peer>concat(SOCKETS.stream(), TOOLS.stream()).toList();
    }

    static Peer named(String name) {
        return all().stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no peer is called " + name));
    }

    /** The names after {@code -Dinterop.required=}: a test fails where one of these is missing. */
    static Set<String> required() {
        return Stream.of(System.getProperty("interop.required", "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
