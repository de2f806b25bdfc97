package io.sp4j.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** Where to meet a peer. */
final class Addresses {
    private Addresses() {}

    /** Any free address of a transport: port 0, or a socket in the directory. */
    static String any(String transport, Path directory) {
        return transport.equals("ipc") ? "ipc://" + directory.resolve("socket") : transport + "://127.0.0.1:0";
    }

    /** An address that is known before anybody listens there. */
    static String fixed(String transport, Path directory) throws IOException {
        return transport.equals("ipc") ? any(transport, directory) : transport + "://127.0.0.1:" + freePort();
    }

    /** Where a peer is to listen, who may not be able to tell its port. */
    static String forPeer(String transport, Path directory) throws IOException {
        return transport.startsWith("ws") ? fixed(transport, directory) : any(transport, directory);
    }

    /** An address of tcp that nobody listens at, for listeners that cannot tell their port. Somebody may be faster. */
    static String freeTcp() throws IOException {
        return "tcp://127.0.0.1:" + freePort();
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
