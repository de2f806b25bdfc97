package io.sp4j.bench.run;

import io.sp4j.bench.peer.Peer;
import io.sp4j.bench.plan.Role;
import io.sp4j.bench.plan.WorkerLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A worker process as the bench sees it: lines go in and come out, closing ends it. */
final class WorkerProcess implements AutoCloseable {

    private static final String END = "";

    private final String name;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private WorkerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        Thread reader = new Thread(this::readLines, "reader of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts parties; what they write to stderr goes to the log. */
    static WorkerProcess start(Peer peer, Role role, List<String> words, Path log) throws IOException {
        List<String> command = new ArrayList<>(peer.command(role));
        command.addAll(words);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new WorkerProcess(peer.name() + " " + role.wireName(), process);
    }

    long pid() {
        return process.pid();
    }

    /** Waits for a line that begins so and returns what follows. */
    String await(String beginning, double seconds) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        while (true) {
            String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new IOException(name + ": no " + beginning.trim() + " within " + (int) seconds + " s");
            }
            if (line.startsWith(WorkerLines.FAILED)) {
                throw new IOException(line.substring(WorkerLines.FAILED.length()));
            }
            if (line.equals(END)) {
                throw new IOException(name + ": ended before " + beginning.trim());
            }
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
    }

    /** The figures of so many parties, by their names. */
    Map<String, Map<String, Double>> awaitResults(int parties, double seconds)
            throws InterruptedException, IOException {
        Map<String, Map<String, Double>> results = new TreeMap<>();
        while (results.size() < parties) {
            String[] words = await(WorkerLines.RESULT, seconds).split(" ", 2);
            results.put(words[0], WorkerLines.parseFigures(words[1]));
        }
        return results;
    }

    /** Starts the parties, or asks an idle listener for its memory. */
    void go() throws IOException {
        Writer in = process.outputWriter(StandardCharsets.UTF_8);
        in.write("go\n");
        in.flush();
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
