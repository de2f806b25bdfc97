package io.sp4j.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that runs a main class until its standard input ends; what it prints is kept. */
public final class Child implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Process process;
    private final Thread reader;
    private final Collection<String> output = new ConcurrentLinkedQueue<>();

    private Child(List<String> command) throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        reader = new Thread(this::read, "output of a child");
        reader.start();
    }

    /** Starts {@code main} with these options of the JVM. */
    public static Child start(List<String> jvmOptions, Class<?> main, String... args) throws IOException {
        return new Child(command(System.getProperty("java.class.path"), jvmOptions, main, args));
    }

    static Child startLimited(int descriptors, String classPath, Class<?> main, String... args) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("bash", "-c", "ulimit -n " + descriptors + "; exec \"$@\"", "-"));
        command.addAll(command(classPath, List.of(), main, args));
        return new Child(command);
    }

    private static List<String> command(String classPath, List<String> options, Class<?> main, String... args) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(args));
        return command;
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
            }
        } catch (IOException e) {
            output.add(e.toString());
        }
    }

    public Collection<String> output() {
        return output;
    }

    /** Waits for a line that begins so and answers the rest of it. */
    public String await(String prefix) {
        String[] found = new String[1];
        Await.until(
                () -> {
                    output.stream()
                            .filter(line -> line.startsWith(prefix))
                            .findFirst()
                            .ifPresent(line -> found[0] = line);
                    return found[0] != null;
                },
                () -> "a line " + prefix + " in " + output);
        return found[0].substring(prefix.length());
    }

    /** Kills it as by {@code kill -9} and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        reader.join();
    }

    /** Lets it end in good order. */
    public void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("it ends: %s", output)
                .isTrue();
        reader.join();
        assertThat(process.exitValue()).as("how it ended: %s", output).isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            kill();
            process.getOutputStream().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // the process is gone
        }
    }
}
