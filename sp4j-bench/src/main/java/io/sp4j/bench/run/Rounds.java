package io.sp4j.bench.run;

import io.sp4j.bench.peer.Peer;
import io.sp4j.bench.plan.PartySpec;
import io.sp4j.bench.plan.Role;
import io.sp4j.bench.plan.Transport;
import io.sp4j.bench.plan.Variant;
import io.sp4j.bench.plan.WorkerLines;
import io.sp4j.bench.plan.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The one engine of all rounds: starts the processes of one peer in one variant, collects their figures, ends them. */
public final class Rounds implements AutoCloseable {

    private static final double START_SECONDS = 30;

    private final Times times;
    private final Path directory;
    private final Path log;
    private final Keys keys;
    private int urls;

    /** @param log what workers write to stderr is added here */
    public Rounds(Times times, Path log) throws IOException {
        this.times = times;
        this.log = log;
        directory = Files.createTempDirectory("sp4j-bench");
        keys = new Keys(directory);
    }

    /** The peer's own name and number. */
    public String version(Peer peer) throws IOException, InterruptedException {
        try (WorkerProcess worker = WorkerProcess.start(peer, Role.VERSION, List.of(Role.VERSION.wireName()), log)) {
            return worker.await(WorkerLines.VERSION, START_SECONDS);
        }
    }

    /** The figures of one round, by the keys of {@link io.sp4j.bench.plan.Metric}. */
    public Map<String, Double> run(Peer peer, Workload workload, Variant variant)
            throws IOException, InterruptedException {
        String url = variant.transport().url(directory, "s" + urls++);
        List<String> listening = words(workload.listener(), peer, workload, variant);
        listening.add("listen=" + url);
        if (workload.dialer().isEmpty()) {
            return new IdleRound(peer, listening, log).run(variant.count());
        }
        PartySpec dialer = workload.dialer().get();
        List<String> dialing = words(dialer, peer, workload, variant);
        return variant.transport() == Transport.INPROC
                ? within(peer, workload, variant, listening, dialing, url)
                : across(peer, workload, variant, listening, dialing);
    }

    private Map<String, Double> across(
            Peer peer, Workload workload, Variant variant, List<String> listening, List<String> dialing)
            throws IOException, InterruptedException {
        try (WorkerProcess listener =
                WorkerProcess.start(peer, workload.listener().role(), listening, log)) {
            dialing.add("dial=" + listener.await(WorkerLines.READY, START_SECONDS));
            Role role = workload.dialer().orElseThrow().role();
            try (WorkerProcess dialer = WorkerProcess.start(peer, role, dialing, log)) {
                dialer.await(WorkerLines.READY, START_SECONDS);
                listener.go();
                dialer.go();
                Map<String, Map<String, Double>> figures = dialer.awaitResults(1, longest());
                figures.putAll(listener.awaitResults(1, longest()));
                return Figures.of(workload, variant, figures);
            }
        }
    }

    private Map<String, Double> within(
            Peer peer, Workload workload, Variant variant, List<String> listening, List<String> dialing, String url)
            throws IOException, InterruptedException {
        List<String> both = new ArrayList<>(listening);
        both.add(WorkerLines.NEXT_PARTY);
        both.addAll(dialing);
        both.add("dial=" + url);
        try (WorkerProcess worker =
                WorkerProcess.start(peer, workload.listener().role(), both, log)) {
            worker.await(WorkerLines.READY, START_SECONDS);
            worker.await(WorkerLines.READY, START_SECONDS);
            worker.go();
            return Figures.of(workload, variant, worker.awaitResults(2, longest()));
        }
    }

    private List<String> words(PartySpec party, Peer peer, Workload workload, Variant variant)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(party.words(variant.count()));
        words.add("size=" + variant.size());
        words.add("warmup=" + decimal(warmup(peer, workload, variant)));
        words.add("measure=" + decimal(times.measureSeconds()));
        if (variant.transport().needsKeys()) {
            words.add("keys=" + keys.directory());
        }
        return words;
    }

    private double warmup(Peer peer, Workload workload, Variant variant) {
        return peer.warmsUp() ? times.warmupSeconds() * workload.warmups(variant) : times.nativeWarmupSeconds();
    }

    private double longest() {
        return START_SECONDS + 2 * (times.warmupSeconds() + times.measureSeconds());
    }

    private static String decimal(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
