package io.sp4j.interop;

import io.sp4j.Protocol;
import java.util.Optional;

/** Another implementation of the protocols, which may be installed here or not. */
interface Peer {

    /** What it is called in the matrix and in {@code -Dinterop.required}. */
    String name();

    /** Its version, or empty where it is not installed. */
    Optional<String> version();

    /** How to get it. */
    String source();

    /** Why it does not have a protocol, or empty where it has it. */
    Optional<String> lacks(Protocol protocol);

    /** Why it does not have a transport, or empty where it has it; by scheme. */
    Optional<String> lacksTransport(String transport);

    /** Why it cannot fill a cell, or empty where it can. */
    default Optional<String> lacks(Cell cell) {
        return lacks(cell.theirs()).or(() -> lacksTransport(cell.transport()));
    }

    /** Whether it is installed. */
    default boolean isPresent() {
        return version().isPresent();
    }
}
