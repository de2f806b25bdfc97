package io.sp4j.bench.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The compilers and interpreters of the system. */
final class Tools {

    private static final long LONGEST_MINUTES = 5;

    private Tools() {}

    /** Runs a command to its end; the exception says what went wrong, in its first line. */
    static void run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("sp4j-bench", ".log");
        try {
            Process process = start(directory, command, said);
            process.getOutputStream().close();
            boolean ended = process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly();
            if (!ended || process.exitValue() != 0) {
                String why = Files.readString(said, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("Traceback") && !line.startsWith(" "))
                        .findFirst()
                        .orElse(ended ? "failed" : "took too long");
                throw new IOException(command.get(0) + ": " + why);
            }
        } finally {
            Files.delete(said);
        }
    }

    private static Process start(Path directory, List<String> command, Path said) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException("there is no " + command.get(0), e);
        }
    }

    /** The directory of this module: in the checkout that the bench was started from, or the current one. */
    static Path module() {
        Path fromRoot = Path.of(System.getProperty("sp4j.root", ""), "sp4j-bench");
        return (Files.isDirectory(fromRoot) ? fromRoot : Path.of("")).toAbsolutePath();
    }

    /** A source of this module. */
    static Path source(String path) throws IOException {
        Path source = module().resolve("src/main").resolve(path);
        if (!Files.exists(source)) {
            throw new IOException("no " + source + ": run from the repository's root or from sp4j-bench");
        }
        return source;
    }

    /** Where a worker that is built here goes. */
    static Path built(String name) throws IOException {
        return Files.createDirectories(module().resolve("target/peers")).resolve(name);
    }
}
