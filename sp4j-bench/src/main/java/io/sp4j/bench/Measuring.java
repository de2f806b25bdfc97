package io.sp4j.bench;

import io.sp4j.bench.peer.Peer;
import io.sp4j.bench.peer.Peers;
import io.sp4j.bench.result.Cell;
import io.sp4j.bench.result.Machine;
import io.sp4j.bench.result.PeerInfo;
import io.sp4j.bench.result.Run;
import io.sp4j.bench.result.RunFile;
import io.sp4j.bench.run.Rounds;
import io.sp4j.bench.run.ThisMachine;
import io.sp4j.bench.run.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run: every step of the plan in interleaved rounds, each round measuring every peer once, one after the other. */
final class Measuring {

    private final Settings settings;
    private final String command;
    private final Plan plan;
    private final Path file;
    private final Machine machine = ThisMachine.describe();
    private final Instant began = Instant.now();
    private final List<Peer> peers = new ArrayList<>();
    private final List<PeerInfo> described = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();

    Measuring(Settings settings, String command) {
        this.settings = settings;
        this.command = command.trim();
        plan = Plan.of(settings);
        file = settings.out.resolve("report.json");
    }

    /** Measures everything; the file of results grows with every step. */
    Run run() throws IOException, InterruptedException {
        Path log = settings.out.resolve("workers.log");
        Files.deleteIfExists(log);
        Times times = new Times(settings.warmupSeconds, settings.nativeWarmupSeconds, settings.measureSeconds);
        try (Rounds rounds = new Rounds(times, log)) {
            prepare(rounds);
            double seconds = plan.seconds(peers, settings);
            System.err.printf(
                    "%d variants, about %s%n",
                    plan.steps().size(), seconds < 90 ? "a minute" : Math.round(seconds / 60) + " minutes");
            int number = 0;
            for (Plan.Step step : plan.steps()) {
                System.err.printf("[%d/%d] %s%n", ++number, plan.steps().size(), name(step));
                cells.addAll(measure(rounds, step));
                RunFile.write(result(), file);
            }
        }
        System.out.println("figures: " + file.toAbsolutePath());
        return result();
    }

    /** Finds out who can be measured; only one that was asked for by name must be. */
    private void prepare(Rounds rounds) throws IOException, InterruptedException {
        List<Peer> wanted = new ArrayList<>(settings.peers.isEmpty() ? Peers.ALL : settings.peers);
        wanted.addAll(settings.jdks);
        for (Peer peer : wanted) {
            try {
                peer.prepare();
                described.add(new PeerInfo(peer.name(), rounds.version(peer), "", peer.howToGet()));
                peers.add(peer);
            } catch (IOException e) {
                if (!settings.peers.isEmpty()) {
                    throw new IOException(peer.name() + " cannot be measured here: " + e.getMessage(), e);
                }
                described.add(new PeerInfo(peer.name(), "", String.valueOf(e.getMessage()), peer.howToGet()));
                System.err.printf("%s is left out: %s (%s)%n", peer.name(), e.getMessage(), peer.howToGet());
            }
        }
    }

    private List<Cell> measure(Rounds rounds, Plan.Step step) throws InterruptedException {
        List<Slot> slots =
                peers.stream().map(peer -> new Slot(peer, step, settings)).toList();
        for (int round = 0; round < step.rounds(); round++) {
            for (Slot slot : slots) {
                slot.measure(rounds);
            }
        }
        return slots.stream().map(Slot::cell).toList();
    }

    /** One peer in a step; it is left alone after it has failed twice. */
    private static final class Slot {
        private static final int MOST_FAILURES = 2;

        private final Peer peer;
        private final Plan.Step step;
        private final List<Map<String, Double>> figures = new ArrayList<>();
        private final Optional<String> notOffered;
        private String failure = "";
        private int failures;

        Slot(Peer peer, Plan.Step step, Settings settings) {
            this.peer = peer;
            this.step = step;
            notOffered = Plan.notOffered(peer, step, settings);
        }

        void measure(Rounds rounds) throws InterruptedException {
            if (failures < MOST_FAILURES && notOffered.isEmpty()) {
                try {
                    figures.add(rounds.run(peer, step.workload(), step.variant()));
                } catch (IOException e) {
                    failures++;
                    failure = String.valueOf(e.getMessage());
                    System.err.println("  " + peer.name() + ": " + e.getMessage());
                }
            }
        }

        Cell cell() {
            return new Cell(
                    step.workload().name(),
                    step.variant().transport(),
                    step.variant().size(),
                    step.variant().count(),
                    peer.name(),
                    List.copyOf(figures),
                    notOffered.orElse(failure));
        }
    }

    private static String name(Plan.Step step) {
        String counted = step.workload().axis().isEmpty()
                ? ""
                : ", " + step.variant().count() + " " + step.workload().axis();
        return step.workload().name() + " over " + step.variant().transport().scheme() + ", "
                + step.variant().size() + " B" + counted;
    }

    private Run result() {
        return new Run(
                began.truncatedTo(ChronoUnit.SECONDS).toString(),
                command,
                System.getProperty("sp4j.revision", ""),
                machine,
                settings.rounds,
                settings.warmupSeconds,
                settings.nativeWarmupSeconds,
                settings.measureSeconds,
                ChronoUnit.SECONDS.between(began, Instant.now()),
                List.copyOf(described),
                List.copyOf(cells));
    }
}
