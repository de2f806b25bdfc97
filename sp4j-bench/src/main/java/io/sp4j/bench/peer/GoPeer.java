package io.sp4j.bench.peer;

import io.sp4j.bench.plan.Role;
import io.sp4j.bench.plan.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** mangos, built with the system's Go. */
record GoPeer(String name) implements Peer {

    @Override
    public void prepare() throws IOException, InterruptedException {
        Path source = Tools.source("go/main.go");
        Tools.run(
                source.getParent(),
                List.of("go", "build", "-o", Tools.built(name).toString(), "."));
    }

    @Override
    public String howToGet() {
        return "install Go (https://go.dev/dl); its modules are fetched when it is built";
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
        return Optional.empty();
    }

    @Override
    public Handshake handshake() {
        return Handshake.SP;
    }
}
