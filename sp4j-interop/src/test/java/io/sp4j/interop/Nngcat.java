package io.sp4j.interop;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * nng's command line tool, where it is installed. What the tests know about it (1.5.2):
 *
 * <ul>
 *   <li>it connects before anything else and fails when nobody listens; with {@code --async} it goes on trying
 *   <li>{@code raw} puts nothing between or after bodies, so that an empty one cannot be seen; {@code quoted} shows it
 *   <li>rep with data answers {@code --count} requests and ends after 200 ms; req without {@code --count} ends with its reply
 *   <li>pair with data and without {@code --interval} sends once, then prints for ever; {@code --count} there waits with a
 *       negative timeout
 * </ul>
 */
final class Nngcat {
    private Nngcat() {}

    /** Where it is. */
    static Optional<Path> executable() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String directory : path.split(File.pathSeparator)) {
            Path candidate = Path.of(directory, "nngcat");
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Starts it. */
    static PeerProcess start(String... arguments) throws IOException {
        return start(List.of(arguments));
    }

    static PeerProcess start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(executable().orElseThrow().toString());
        command.addAll(arguments);
        return PeerProcess.start(command);
    }

    /** A format that shows a body of this size: an empty one needs its quotes. */
    static String formatFor(int bytes) {
        return bytes == 0 ? "--quoted" : "--raw";
    }

    /** What is printed in {@link #formatFor} it. */
    static byte[] printed(byte[] body) {
        return body.length == 0 ? new byte[] {'"', '"', '\n'} : body;
    }

    /** An address of tcp that nobody listens at, for listeners that cannot tell their port. Somebody may be faster. */
    static String freeTcpUrl() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "tcp://127.0.0.1:" + probe.getLocalPort();
        }
    }
}
