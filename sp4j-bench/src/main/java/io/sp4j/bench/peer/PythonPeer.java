package io.sp4j.bench.peer;

import io.sp4j.bench.plan.Role;
import io.sp4j.bench.plan.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** pynng, with the Python of {@code .ci/peers} if that has been run, else the system's; nng with TLS and WebSocket in it. */
record PythonPeer(String name) implements Peer {

    @Override
    public void prepare() throws IOException, InterruptedException {
        Tools.run(Tools.module(), List.of(python(), "-c", "import pynng"));
    }

    @Override
    public String howToGet() {
        return ".ci/peers, or python3 -m pip install pynng";
    }

    @Override
    public List<String> command(Role role) {
        try {
            return List.of(python(), Tools.source("python/pynng_peer.py").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String python() {
        Path own = Tools.module().resolveSibling(".sp4j/peers/python/bin/python");
        return Files.isExecutable(own) ? own.toString() : "python3";
    }

    @Override
    public Optional<String> notOffered(Transport transport) {
        return transport == Transport.INPROC
                ? Optional.of("Python's threads take turns: two of them measure Python")
                : Optional.empty();
    }

    @Override
    public Handshake handshake() {
        return Handshake.SP;
    }
}
