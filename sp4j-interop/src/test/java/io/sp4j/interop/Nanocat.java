package io.sp4j.interop;

import io.sp4j.Protocol;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * nanomsg's command. What the tests know about it (1.1.5): it goes on trying to connect, it has no version and no count,
 * intervals are fractions of a second, and without one it may end before its message has left. A question is given up after
 * its interval, and the next one is asked no earlier: it asks once here.
 */
final class Nanocat implements ToolPeer {
    /** It does not tell its version. */
    private final Optional<String> version = Commands.find("nanocat")
            .map(found -> Commands.find("dpkg-query")
                    .map(query -> Commands.output(query, "-W", "-f", "${Version}", "nanomsg-utils"))
                    .orElse("unknown"));

    @Override
    public String name() {
        return "nanocat";
    }

    @Override
    public Optional<String> version() {
        return version;
    }

    @Override
    public String source() {
        return "Debian: nanomsg-utils";
    }

    @Override
    public Optional<String> lacks(Protocol protocol) {
        return NanomsgPeer.withoutPair1(protocol);
    }

    @Override
    public Optional<String> lacksTransport(String transport) {
        return NanomsgPeer.withoutTls(transport);
    }

    @Override
    public String executable() {
        return name();
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
        return List.of("--interval", "0.05");
    }

    @Override
    public Optional<List<String>> many(Protocol protocol) {
        if (ToolPeer.answers(protocol)) {
            return Optional.of(List.of());
        }
        return ToolPeer.asks(protocol) ? Optional.empty() : Optional.of(List.of("--interval", "0.001"));
    }

    @Override
    public String quotedNothing() {
        return "\"\"\n";
    }
}
