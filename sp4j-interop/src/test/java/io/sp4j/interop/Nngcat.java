package io.sp4j.interop;

import io.sp4j.Protocol;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * nng's command. What the tests know about it (1.5.2):
 *
 * <ul>
 *   <li>it connects before anything else and fails when nobody listens; with {@code --async} it goes on trying
 *   <li>{@code raw} puts nothing between or after bodies, so that an empty one cannot be seen; {@code quoted} shows it
 *   <li>rep with data answers {@code --count} requests and ends after 200 ms; req without {@code --count} ends with its reply
 *   <li>pair with data and without {@code --interval} sends once, then prints for ever; {@code --count} there, and with req
 *       and surveyor, waits with a negative timeout and fails after a few
 *   <li>intervals are whole seconds
 *   <li>it compares the address that it dials with the names of a certificate, not with its addresses
 * </ul>
 */
final class Nngcat implements ToolPeer {
    private final Optional<String> version = Commands.find("nngcat").map(found -> Commands.output(found, "--version"));

    @Override
    public String name() {
        return "nngcat";
    }

    @Override
    public Optional<String> version() {
        return version;
    }

    @Override
    public String source() {
        return "Debian: nng-utils";
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
    public String executable() {
        return name();
    }

    @Override
    public String protocol(Protocol protocol) {
        return "--" + protocol.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String listen() {
        return "--listen";
    }

    @Override
    public String dial() {
        return "--dial";
    }

    @Override
    public List<String> again() {
        return List.of("--interval", "1");
    }

    @Override
    public Optional<List<String>> many(Protocol protocol) {
        if (ToolPeer.answers(protocol)) {
            return Optional.of(List.of());
        }
        return protocol == Protocol.PUSH0
                ? Optional.of(List.of("--count", String.valueOf(Bodies.MANY)))
                : Optional.empty();
    }

    @Override
    public List<String> secrets() {
        String identity = Secrets.IDENTITY.toString();
        return List.of("--cert", identity, "--key", identity, "--cacert", Secrets.AUTHORITY.toString());
    }

    @Override
    public String towards(String url) {
        return url.replace("tls+tcp://127.0.0.1", "tls+tcp4://localhost")
                .replace("wss://127.0.0.1", "wss4://localhost");
    }

    @Override
    public String quotedNothing() {
        return "\"\"\n";
    }

    /** Starts it. */
    static PeerProcess start(String... arguments) throws IOException {
        return new Nngcat().start(List.of(arguments));
    }
}
