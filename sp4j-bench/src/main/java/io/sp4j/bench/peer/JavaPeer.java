package io.sp4j.bench.peer;

import io.sp4j.bench.plan.Role;
import io.sp4j.bench.plan.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A Java library as a peer: the class path of the bench itself, the same flags for every library. */
record JavaPeer(String name, String workerClass, Path javaHome, Handshake handshake, Set<Transport> transports)
        implements Peer {

    /** Fixed heap, default collector. */
    private static final List<String> LOADED_FLAGS = List.of("-Xms1g", "-Xmx1g");

    /**
     * A heap that shrinks to what is live, and no optimizing compiler, whose work area of 10 to 20 MiB grows at any moment and is
     * no cost of a connection: so that resident memory means something.
     */
    private static final List<String> IDLE_FLAGS = List.of(
            "-Xms8m",
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:MinHeapFreeRatio=5",
            "-XX:MaxHeapFreeRatio=10",
            "-XX:TieredStopAtLevel=1");

    /** On the JVM of the bench. */
    static JavaPeer here(String name, String workerClass, Handshake handshake, Set<Transport> transports) {
        return new JavaPeer(name, workerClass, Path.of(System.getProperty("java.home")), handshake, transports);
    }

    @Override
    public void prepare() throws IOException {
        if (!Files.isExecutable(java())) {
            throw new IOException("no " + java());
        }
        try {
            Class.forName(workerClass, false, JavaPeer.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IOException("no class " + workerClass + " on the class path", e);
        }
    }

    @Override
    public String howToGet() {
        return "comes with the build";
    }

    @Override
    public List<String> command(Role role) {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.addAll(role == Role.IDLE ? IDLE_FLAGS : LOADED_FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), workerClass));
        return command;
    }

    @Override
    public boolean warmsUp() {
        return true;
    }

    @Override
    public Optional<String> notOffered(Transport transport) {
        return transports.contains(transport)
                ? Optional.empty()
                : Optional.of(name + " has no " + transport.scheme() + "://");
    }

    private Path java() {
        return javaHome.resolve("bin").resolve("java");
    }
}
