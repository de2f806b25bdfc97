package io.sp4j.interop;

import org.junit.jupiter.api.Assumptions;

/** For single tests that need a peer. */
final class Installed {
    private Installed() {}

    /** Leaves a test out where a peer is missing, and says so; {@link PeersTest} fails where it had to be there. */
    static void assume(Peer peer) {
        if (!peer.isPresent()) {
            System.out.println("skipped: " + peer.name() + " is not installed (" + peer.source() + ")");
        }
        Assumptions.assumeTrue(peer.isPresent(), () -> peer.name() + " is not installed");
    }
}
