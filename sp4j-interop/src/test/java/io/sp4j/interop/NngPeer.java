package io.sp4j.interop;

import io.sp4j.Protocol;
import java.util.Optional;

/** The C library nng, inside this JVM. */
final class NngPeer implements SocketPeer {
    private final Optional<String> version = load();

    @Override
    public String name() {
        return "nng";
    }

    @Override
    public Optional<String> version() {
        return version;
    }

    @Override
    public String source() {
        return "Debian: libnng1";
    }

    @Override
    public Optional<String> lacks(Protocol protocol) {
        return Optional.empty();
    }

    @Override
    public Optional<String> lacksTransport(String transport) {
        return Optional.empty();
    }

    @Override
    public NngSocket open(Protocol protocol) {
        return NngSocket.open(protocol);
    }

    /** Listens once: nng keeps a few descriptors from then on. */
    private static Optional<String> load() {
        try {
            String version = LibNng.nng_version();
            try (NngSocket socket = NngSocket.open(Protocol.PAIR0)) {
                socket.listen("tcp://127.0.0.1:0");
            }
            return Optional.of(version);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            return Optional.empty();
        }
    }
}
