package io.sp4j.bench.run;

import io.sp4j.bench.peer.Peer;
import io.sp4j.bench.plan.Metric;
import io.sp4j.bench.plan.Role;
import io.sp4j.bench.plan.WorkerLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What connections that say nothing cost a listener: its memory before and after, and how often it wakes up. */
final class IdleRound {

    private static final double LONGEST_SECONDS = 60;
    private static final long SETTLE_MILLIS = 500;
    private static final long WATCHED_MILLIS = 1_000;

    /** Connections that load and compile the worker's code first: that memory is no cost of one more connection. */
    private static final int FIRST_CONNECTIONS = 1_000;

    private final Peer peer;
    private final List<String> words;
    private final Path log;

    IdleRound(Peer peer, List<String> words, Path log) {
        this.peer = peer;
        this.words = words;
        this.log = log;
    }

    Map<String, Double> run(int connections) throws IOException, InterruptedException {
        try (WorkerProcess listener = WorkerProcess.start(peer, Role.IDLE, words, log);
                IdleClients clients = new IdleClients()) {
            String url = listener.await(WorkerLines.READY, LONGEST_SECONDS);
            clients.open(url, FIRST_CONNECTIONS, peer.handshake());
            Map<String, Double> without = memory(listener);
            clients.open(url, connections, peer.handshake());
            Map<String, Double> figures = new TreeMap<>();
            Map<String, Double> with = memory(listener);
            for (Metric metric : List.of(Metric.RSS, Metric.HEAP)) {
                if (with.containsKey(metric.key())) {
                    figures.put(metric.key(), (with.get(metric.key()) - without.get(metric.key())) / connections);
                }
            }
            OptionalLong before = wakeUps(listener.pid());
            if (before.isPresent()) {
                TimeUnit.MILLISECONDS.sleep(WATCHED_MILLIS);
                long woken = wakeUps(listener.pid()).orElseThrow() - before.getAsLong();
                figures.put(Metric.WAKE_UPS.key(), Math.max(0, woken) * 1e3 / WATCHED_MILLIS);
            }
            return figures;
        }
    }

    private static Map<String, Double> memory(WorkerProcess listener) throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
        listener.go();
        return listener.awaitResults(1, LONGEST_SECONDS).values().iterator().next();
    }

    /** How often its threads have gone to sleep and been woken again; empty where there is no /proc. */
    private static OptionalLong wakeUps(long pid) throws IOException {
        Path tasks = Path.of("/proc", Long.toString(pid), "task");
        if (!Files.isDirectory(tasks)) {
            return OptionalLong.empty();
        }
        long sum = 0;
        try (Stream<Path> all = Files.list(tasks)) {
            for (Path task : all.toList()) {
                sum += switches(task.resolve("status"));
            }
        }
        return OptionalLong.of(sum);
    }

    private static long switches(Path status) {
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0; // the thread has ended meanwhile
        }
    }
}
