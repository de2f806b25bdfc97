package io.sp4j.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A C library as a peer: its driver is compiled with the system's compiler when its headers are there. */
record NativePeer(String name, String source, String library, Handshake handshake) implements Peer {

    @Override
    public void prepare() throws IOException, InterruptedException {
        Path from = module().resolve("src/main/c").resolve(source);
        if (!Files.isReadable(from)) {
            throw new IOException("no " + from + ": run from the repository's root or from sp4j-bench");
        }
        Files.createDirectories(executable().getParent());
        Process compiler = new ProcessBuilder(
                        "cc",
                        "-std=gnu11",
                        "-O2",
                        "-pthread",
                        "-o",
                        executable().toString(),
                        from.toString(),
                        "-l" + library)
                .redirectErrorStream(true)
                .start();
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (compiler.waitFor() != 0) {
            throw new IOException("cc: " + said.lines().findFirst().orElse("failed"));
        }
    }

    @Override
    public List<String> command(Role role) {
        return List.of(executable().toString());
    }

    /** The C side has no fan-out. */
    @Override
    public boolean runs(Workload workload) {
        return workload != Workload.FAN_OUT;
    }

    private Path executable() {
        return module().resolve("target/peers").resolve(name).toAbsolutePath();
    }

    private static Path module() {
        Path fromRoot = Path.of("sp4j-bench");
        return Files.isDirectory(fromRoot) ? fromRoot : Path.of("");
    }
}
