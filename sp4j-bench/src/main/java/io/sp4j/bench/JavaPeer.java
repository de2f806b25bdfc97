package io.sp4j.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java library as a peer: the JVM and class path of the bench itself, the same flags for every library. */
record JavaPeer(String name, String workerClass, Handshake handshake) implements Peer {

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

    @Override
    public void prepare() throws IOException {
        try {
            Class.forName(workerClass, false, JavaPeer.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IOException("no class " + workerClass + " on the class path", e);
        }
    }

    @Override
    public boolean runs(Workload workload) {
        return true;
    }

    @Override
    public List<String> command(Role role) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(role == Role.IDLE_LISTENER ? IDLE_FLAGS : LOADED_FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), workerClass));
        return command;
    }
}
