package io.sp4j.bench;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What one run of the bench measures; {@code peers} empty means every one that can run here. */
record Settings(
        int rounds,
        double warmupSeconds,
        double measureSeconds,
        int bodyBytes,
        int connections,
        List<Peer> peers,
        List<Workload> workloads,
        Optional<Path> json) {

    static final String USAGE = """
            usage: Bench [--quick] [--rounds N] [--warmup SECONDS] [--measure SECONDS] [--size BYTES]
                         [--connections N] [--peers a,b] [--workloads one-way,round-trip,idle] [--json FILE]
            """;

    private static final Settings FULL =
            new Settings(5, 5, 5, 64, 10_000, List.of(), List.of(Workload.values()), Optional.empty());

    /** Shows that everything runs; a JVM is not warm after so little time. */
    private static final Settings QUICK =
            new Settings(1, 1.5, 1, 64, 1_000, List.of(), List.of(Workload.values()), Optional.empty());

    static Settings parse(List<String> args) {
        Settings settings = args.contains("--quick") ? QUICK : FULL;
        for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            if (!option.equals("--quick")) {
                if (!rest.hasNext()) {
                    throw new IllegalArgumentException(option + " is unknown or lacks its value");
                }
                settings = settings.with(option, rest.next());
            }
        }
        return settings;
    }

    private Settings with(String option, String value) {
        int n = rounds;
        double warmup = warmupSeconds;
        double measure = measureSeconds;
        int size = bodyBytes;
        int idle = connections;
        List<Peer> who = peers;
        List<Workload> what = workloads;
        Optional<Path> file = json;
        switch (option) {
            case "--rounds" -> n = Integer.parseInt(value);
            case "--warmup" -> warmup = Double.parseDouble(value);
            case "--measure" -> measure = Double.parseDouble(value);
            case "--size" -> size = Integer.parseInt(value);
            case "--connections" -> idle = Integer.parseInt(value);
            case "--peers" -> who = list(value, Peers::named);
            case "--workloads" -> what = list(value, Workload::named);
            case "--json" -> file = Optional.of(Path.of(value));
            default -> throw new IllegalArgumentException("unknown option " + option);
        }
        return new Settings(n, warmup, measure, size, idle, who, what, file);
    }

    private static <T> List<T> list(String value, Function<String, T> named) {
        return Stream.of(value.split(",")).map(named).toList();
    }
}
