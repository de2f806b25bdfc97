package io.sp4j.interop;

import io.sp4j.Protocol;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The C library nanomsg, inside this JVM. */
final class NanomsgPeer implements SocketPeer {
    private static final Pattern VERSION = Pattern.compile("libnanomsg\\.so\\.(.+)$");

    private final Optional<String> version = load();

    @Override
    public String name() {
        return "nanomsg";
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
        return withoutPair1(protocol);
    }

    @Override
    public Optional<String> lacksTransport(String transport) {
        return withoutTls(transport);
    }

    static Optional<String> withoutPair1(Protocol protocol) {
        return protocol == Protocol.PAIR1 ? Optional.of("nanomsg has no version 1 of pair") : Optional.empty();
    }

    static Optional<String> withoutTls(String transport) {
        return Secrets.areFor(transport) ? Optional.of("nanomsg has no TLS") : Optional.empty();
    }

    @Override
    public PeerSocket open(Protocol protocol) {
        return NanomsgSocket.open(protocol);
    }

    /** The library does not tell its version: its file's name does, which counts the versions of its interface. */
    private static Optional<String> load() {
        try {
            NanomsgSocket.open(Protocol.PAIR0).close();
            Matcher file = VERSION.matcher(LibNanomsg.file().toRealPath().toString());
            return Optional.of(file.find() ? "so " + file.group(1) : "unknown");
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("unknown");
        }
    }
}
