package io.sp4j.bench.peer;

import io.sp4j.bench.plan.Role;
import io.sp4j.bench.plan.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A C library as a peer: its driver is compiled with the system's compiler when its headers are there. */
record NativePeer(String name, List<String> libraries, String debian, Handshake handshake, Set<Transport> transports)
        implements Peer {

    @Override
    public void prepare() throws IOException, InterruptedException {
        Path source = Tools.source("c/" + name + "_peer.c");
        List<String> command = new ArrayList<>(List.of("cc", "-std=gnu11", "-O2", "-pthread", "-o"));
        command.add(Tools.built(name).toString());
        command.add(source.toString());
        libraries.forEach(library -> command.add("-l" + library));
        Tools.run(source.getParent(), command);
    }

    @Override
    public String howToGet() {
        return ("apt-get install gcc libc6-dev " + debian).trim();
    }

    @Override
    public List<String> command(Role role) {
        try {
            return List.of(Tools.built(name).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<String> notOffered(Transport transport) {
        return transports.contains(transport)
                ? Optional.empty()
                : Optional.of(name + " has no " + transport.scheme() + "://");
    }
}
