package io.sp4j.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A worker process as the bench sees it: lines come out, closing ends it. */
final class Worker implements AutoCloseable {

    private static final String END = "";

    private final String name;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private Worker(String name, Process process) {
        this.name = name;
        this.process = process;
        Thread reader = new Thread(this::readLines, "reader of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a role; its messages to stderr appear on ours. */
    static Worker start(Peer peer, Role role, String url, Settings settings) throws IOException {
        List<String> command = new ArrayList<>(peer.command(role));
        command.add(role.wireName());
        command.add(url);
        command.add(Integer.toString(settings.bodyBytes()));
        command.add(String.format(Locale.ROOT, "%.3f", settings.warmupSeconds()));
        command.add(String.format(Locale.ROOT, "%.3f", settings.measureSeconds()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Worker(peer.name() + " " + role.wireName(), process);
    }

    /** Waits for a line that begins so and returns what follows. */
    String await(String beginning, double seconds) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        while (true) {
            String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new IOException(name + ": no " + beginning.trim() + " within " + seconds + " s");
            }
            if (line.equals(END)) {
                throw new IOException(name + ": ended before " + beginning.trim());
            }
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
    }

    Map<String, Double> awaitResult(double seconds) throws InterruptedException, IOException {
        return WorkerProtocol.parseFigures(await(WorkerProtocol.RESULT, seconds));
    }

    /** Asks an idle listener for its memory. */
    Map<String, Double> memory() throws InterruptedException, IOException {
        Writer in = process.outputWriter(StandardCharsets.UTF_8);
        in.write("\n");
        in.flush();
        return awaitResult(60);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (true) {
            try {
                process.waitFor();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void readLines() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            out.lines().filter(line -> !line.isEmpty()).forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            // the process was ended
        }
        lines.add(END);
    }
}
