package io.sp4j.interop;

import io.sp4j.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A peer that is a command: it sends one body, once or again and again, and prints what it receives. */
interface ToolPeer extends Peer {

    /** The option that chooses its protocol. */
    String protocol(Protocol protocol);

    /** The option before an address to listen at. */
    String listen();

    /** The option before an address to dial. */
    String dial();

    /** Arguments that make it send until it is killed. */
    List<String> again();

    /** Arguments that make it send {@link Bodies#MANY} times, or empty where it cannot in this protocol. */
    Optional<List<String>> many(Protocol protocol);

    /** Arguments for an address with TLS: {@link Secrets} are its certificate and what it trusts. */
    default List<String> secrets() {
        return List.of();
    }

    /** Where it dials, given our URL. */
    default String towards(String url) {
        return url;
    }

    /** What it prints for an empty body in its quoted format; the raw one shows nothing. */
    String quotedNothing();

    /** Starts it. */
    default PeerProcess start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(executable());
        command.addAll(arguments);
        return PeerProcess.start(command);
    }

    /** The name of its file on the PATH, or its path. */
    String executable();

    /** Whether it answers whatever comes. */
    static boolean answers(Protocol protocol) {
        return protocol == Protocol.REP0 || protocol == Protocol.RESPONDENT0;
    }

    /** Whether it waits for an answer to what it sends. */
    static boolean asks(Protocol protocol) {
        return protocol == Protocol.REQ0 || protocol == Protocol.SURVEYOR0;
    }
}
