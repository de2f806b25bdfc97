package io.sp4j.interop;

import io.sp4j.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A peer in another language: a program of ours that its library moves, one process a socket. {@link LineSocket} says how
 * the two talk.
 */
final class LinePeer implements SocketPeer {
    private final String name;
    private final String source;
    private final List<String> command;
    private final Function<Protocol, Optional<String>> lacks;
    private final Function<String, Optional<String>> lacksTransport;
    private final Optional<String> version;

    private LinePeer(String name, String source, List<String> command) {
        this(name, source, command, protocol -> Optional.empty(), transport -> Optional.empty());
    }

    private LinePeer(
            String name,
            String source,
            List<String> command,
            Function<Protocol, Optional<String>> lacks,
            Function<String, Optional<String>> lacksTransport) {
        this.name = name;
        this.lacks = lacks;
        this.lacksTransport = lacksTransport;
        this.source = source;
        this.command = command;
        this.version = Files.isExecutable(Path.of(command.get(0))) ? ask() : Optional.empty();
    }

    static LinePeer pynng() {
        return new LinePeer(
                "pynng",
                "PyPI: .ci/peers",
                List.of(
                        directory().resolve("python/bin/python").toString(),
                        "-u",
                        program("python/peer.py").toString()));
    }

    static LinePeer mangos() {
        return new LinePeer(
                "mangos",
                "Go: .ci/peers",
                List.of(directory().resolve("go/mangos-peer").toString()));
    }

    /** No implementation of the protocols: it sends and receives frames of WebSocket. */
    static LinePeer ws() {
        String node = Commands.find("node").map(Path::toString).orElse("node");
        boolean installed = Files.exists(directory().resolve("node/node_modules/ws"));
        return new LinePeer(
                "ws",
                "npm: .ci/peers",
                List.of(
                        installed ? node : "no node",
                        program("node/peer.js").toString(),
                        directory().resolve("node").toString()),
                protocol -> protocol == Protocol.PAIR0
                        ? Optional.empty()
                        : Optional.of("ws knows frames and no protocol: it is a pair"),
                transport -> transport.startsWith("ws") ? Optional.empty() : Optional.of("ws is for WebSocket only"));
    }

    /** Where {@code .ci/peers} puts them. */
    static Path directory() {
        return Path.of(System.getProperty("interop.peers", ".sp4j/peers"));
    }

    private static Path program(String file) {
        Path fromModule = Path.of("src/test").resolve(file);
        return Files.exists(fromModule) ? fromModule : Path.of("sp4j-interop").resolve(fromModule);
    }

    private Optional<String> ask() {
        try (LineSocket program = new LineSocket(command)) {
            return Optional.of(program.ask("version"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> version() {
        return version;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Optional<String> lacks(Protocol protocol) {
        return lacks.apply(protocol);
    }

    @Override
    public Optional<String> lacksTransport(String transport) {
        return lacksTransport.apply(transport);
    }

    @Override
    public LineSocket open(Protocol protocol) {
        return open(protocol, "");
    }

    /** Opens a socket with options as its program understands them. */
    LineSocket open(Protocol protocol, String options) {
        try {
            LineSocket socket = new LineSocket(command);
            socket.ask("open " + (protocol.name().toLowerCase(Locale.ROOT) + " " + options).strip());
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
