package io.sp4j.interop;

import io.sp4j.Protocol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * mangos' command, as {@code .ci/peers} builds it beside the peer that tests drive. What the tests know about it (3.4.2):
 *
 * <ul>
 *   <li>it connects before anything else and fails when nobody listens
 *   <li>it knows no version 1 of pair
 *   <li>with an interval it waits that long for an answer, with 0 for ever
 *   <li>after its last message it ends, whatever it could still receive
 *   <li>what it publishes or asks before the first connection is there counts too
 * </ul>
 */
final class Macat implements ToolPeer {
    private static final String MANY = String.valueOf(Bodies.MANY);

    private final Path file = LinePeer.directory().resolve("go/macat");

    @Override
    public String name() {
        return "macat";
    }

    /** Built with the same version of mangos. */
    @Override
    public Optional<String> version() {
        return Files.isExecutable(file) ? Peers.MANGOS.version() : Optional.empty();
    }

    @Override
    public String source() {
        return "Go: .ci/peers";
    }

    @Override
    public Optional<String> lacks(Protocol protocol) {
        return protocol == Protocol.PAIR1 ? Optional.of("macat has no option for version 1 of pair") : Optional.empty();
    }

    @Override
    public Optional<String> lacksTransport(String transport) {
        return Optional.empty();
    }

    @Override
    public String executable() {
        return file.toString();
    }

    @Override
    public String protocol(Protocol protocol) {
        return "--" + protocol.name().toLowerCase(Locale.ROOT).replace("0", "");
    }

    @Override
    public String listen() {
        return "--bind";
    }

    @Override
    public String dial() {
        return "--connect";
    }

    @Override
    public List<String> again() {
        return List.of("--count", "-1", "--send-interval", "50ms");
    }

    @Override
    public Optional<List<String>> many(Protocol protocol) {
        if (ToolPeer.answers(protocol)) {
            return Optional.of(List.of());
        }
        if (ToolPeer.asks(protocol)) {
            String count = protocol == Protocol.SURVEYOR0 ? "-1" : MANY;
            return Optional.of(List.of("--count", count, "--send-interval", "0s"));
        }
        boolean goesOn = protocol == Protocol.PAIR0 || protocol == Protocol.BUS0 || protocol == Protocol.PUB0;
        return Optional.of(List.of("--count", goesOn ? "-1" : MANY, "--send-interval", "500us"));
    }

    @Override
    public List<String> secrets() {
        String identity = Secrets.IDENTITY.toString();
        return List.of("--cert", identity, "--key", identity, "--cacert", Secrets.AUTHORITY.toString());
    }

    @Override
    public String quotedNothing() {
        return "\n";
    }
}
