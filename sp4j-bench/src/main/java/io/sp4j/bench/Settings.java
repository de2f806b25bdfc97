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
                         [--connections N] [--peers a,b] [--workloads one-way,round-trip,fan-out,idle] [--json FILE]
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
            case "--rounds" -> n = positive(option, value);
            case "--warmup" -> warmup = seconds(option, value);
            case "--measure" -> measure = seconds(option, value);
            case "--size" -> size = positive(option, value);
            case "--connections" -> idle = positive(option, value);
            case "--peers" -> who = list(value, Peers::named);
            case "--workloads" -> what = list(value, Workload::named);
            case "--json" -> file = Optional.of(Path.of(value));
            default -> throw new IllegalArgumentException("unknown option " + option);
        }
        return new Settings(n, warmup, measure, size, idle, who, what, file);
    }

    private static int positive(String option, String value) {
        int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
        if (number == 0) {
            throw new IllegalArgumentException(option + " wants a whole number above 0, not " + value);
        }
        return number;
    }

    private static double seconds(String option, String value) {
        double seconds = value.matches("\\d{1,4}(\\.\\d{1,3})?") ? Double.parseDouble(value) : 0;
        if (seconds == 0) {
            throw new IllegalArgumentException(option + " wants seconds above 0, not " + value);
        }
        return seconds;
    }

    private static <T> List<T> list(String value, Function<String, T> named) {
        return Stream.of(value.split(",")).map(named).toList();
    }
}
