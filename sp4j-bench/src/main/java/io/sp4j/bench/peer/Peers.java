package io.sp4j.bench.peer;

import io.sp4j.bench.plan.Transport;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** The libraries that can be measured, in the order of the tables; another one is one line here and one worker. */
public final class Peers {

    /** The peer that ratios are made for. */
    public static final String US = "sp4j";

    private static final Set<Transport> EVERY = EnumSet.allOf(Transport.class);
    private static final Set<Transport> LOCAL = EnumSet.of(Transport.TCP, Transport.IPC, Transport.INPROC);
    private static final Set<Transport> SOCKETS = EnumSet.of(Transport.TCP, Transport.IPC);
    private static final String SP4J_WORKER = "io.sp4j.bench.worker.Sp4jWorker";

    /** All but sp4j on further JDKs. */
    public static final List<Peer> ALL = List.of(
            JavaPeer.here(US, SP4J_WORKER, Handshake.SP, EVERY),
            new NativePeer("zmq", List.of("zmq"), "libzmq3-dev", Handshake.ZMTP, LOCAL),
            new NativePeer("nng", List.of("nng"), "libnng-dev", Handshake.SP, EVERY),
            JavaPeer.here("jeromq", "io.sp4j.bench.worker.JeroMqWorker", Handshake.ZMTP, LOCAL),
            new GoPeer("mangos"),
            new PythonPeer("pynng"),
            JavaPeer.here("nio", "io.sp4j.bench.worker.NioWorker", Handshake.SP, LOCAL),
            new NativePeer("c", List.of(), "", Handshake.SP, SOCKETS));

    private Peers() {}

    /** The peer of that name. */
    public static Peer named(String name) {
        return ALL.stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown peer " + name));
    }

    /** sp4j on another JDK, called by its number: {@code sp4j@25}. */
    public static Peer onJdk(Path javaHome) {
        Properties release = new Properties();
        try (Reader in = Files.newBufferedReader(javaHome.resolve("release"))) {
            release.load(in);
        } catch (IOException e) {
            throw new IllegalArgumentException(javaHome + " is not the home of a JDK: it has no file release", e);
        }
        String version = release.getProperty("JAVA_VERSION", "").replaceAll("\"|\\..*", "");
        return new JavaPeer(US + "@" + version, SP4J_WORKER, javaHome, Handshake.SP, EVERY);
    }
}
