package io.sp4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An example that runs as a process of its own; killed by {@link #close} if it has not ended by then. */
final class Child implements AutoCloseable {
    private final Process process;
    private final CompletableFuture<String> firstLine = new CompletableFuture<>();
    private final StringBuilder output = new StringBuilder();
    private final Thread reader = new Thread(this::read, "reader of an example");

    private Child(List<String> command, ProcessBuilder.Redirect errors) throws IOException {
        process = new ProcessBuilder(command).redirectError(errors).start();
        reader.setDaemon(true);
        reader.start();
    }

    /** The compiled program. */
    static Child of(Program program, String... arguments) throws IOException {
        return java(ProcessBuilder.Redirect.INHERIT, program.className(), arguments);
    }

    /** The compiled program, with its standard error in a file. */
    static Child withErrorsIn(Path file, Program program) throws IOException {
        return java(ProcessBuilder.Redirect.to(file.toFile()), program.className());
    }

    /** The program as a source file, compiled by the launcher of single files. */
    static Child ofSource(Program program, String... arguments) throws IOException {
        return java(ProcessBuilder.Redirect.INHERIT, program.source().toString(), arguments);
    }

    private static Child java(ProcessBuilder.Redirect errors, String what, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), what));
        command.addAll(List.of(arguments));
        return new Child(command, errors);
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                firstLine.complete(line);
            }
            firstLine.completeExceptionally(new AssertionError("it ended and printed nothing"));
        } catch (IOException e) {
            firstLine.completeExceptionally(e);
        }
    }

    /** The URL that its first line ends with. */
    String url() throws Exception {
        String line = firstLine.get(ExamplesTest.HANG_SECONDS, TimeUnit.SECONDS);
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    /** Ends its input and waits until it has ended well; answers what it has printed. */
    String end() throws Exception {
        process.getOutputStream().close();
        assertThat(process.waitFor(ExamplesTest.HANG_SECONDS, TimeUnit.SECONDS))
                .as("it ends: %s", process.info())
                .isTrue();
        reader.join(TimeUnit.SECONDS.toMillis(ExamplesTest.HANG_SECONDS));
        assertThat(process.exitValue()).as("exit code, after %s", output).isZero();
        return output.toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
