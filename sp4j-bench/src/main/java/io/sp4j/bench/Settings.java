package io.sp4j.bench;

import io.sp4j.bench.peer.Peer;
import io.sp4j.bench.peer.Peers;
import io.sp4j.bench.plan.Transport;
import io.sp4j.bench.plan.Workload;
import io.sp4j.bench.plan.Workloads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the command line asks for; lists that are empty leave everything in. */
final class Settings {

    static final String USAGE = """
            usage: bench [--quick] [--rounds N] [--warmup SECONDS] [--measure SECONDS]
                         [--workloads a,b] [--peers a,b] [--transports tcp,ipc,inproc,tls+tcp,ws,wss] [--sizes 64,1024]
                         [--jdk HOME,HOME] [--out DIRECTORY] [--picture FILE.svg]
                   bench --report FILE.json [--out DIRECTORY] [--picture FILE.svg]
                   bench --list | --help
                   bench --micro [PATTERN and other arguments of JMH]
            """;

    boolean quick;
    boolean list;
    boolean help;
    int rounds = 3;
    double warmupSeconds = 3;
    double nativeWarmupSeconds = 0.3;
    double measureSeconds = 1;
    final List<Peer> peers = new ArrayList<>();
    final List<Peer> jdks = new ArrayList<>();
    final List<Workload> workloads = new ArrayList<>();
    final List<Transport> transports = new ArrayList<>();
    final List<Integer> sizes = new ArrayList<>();
    Path out = Path.of(System.getProperty("sp4j.root", ""), ".sp4j", "bench");
    Optional<Path> report = Optional.empty();
    Optional<Path> picture = Optional.empty();

    private Settings() {}

    static Settings parse(List<String> args) {
        Settings settings = new Settings();
        if (args.contains("--quick")) {
            settings.quick = true;
            settings.rounds = 1;
            settings.warmupSeconds = 0.6;
            settings.nativeWarmupSeconds = 0.2;
            settings.measureSeconds = 0.4;
        }
        for (int i = 0; i < args.size(); i++) {
            String option = args.get(i);
            if (option.equals("--list")) {
                settings.list = true;
            } else if (option.equals("--help")) {
                settings.help = true;
            } else if (!option.equals("--quick")) {
                if (++i == args.size()) {
                    throw new IllegalArgumentException(option + " is unknown or lacks its value");
                }
                settings.set(option, args.get(i));
            }
        }
        return settings;
    }

    private void set(String option, String value) {
        switch (option) {
            case "--rounds" -> rounds = positive(option, value);
            case "--warmup" -> warmupSeconds = seconds(option, value);
            case "--measure" -> measureSeconds = seconds(option, value);
            case "--workloads" -> add(workloads, value, Workloads::named);
            case "--peers" -> add(peers, value, Peers::named);
            case "--transports" -> add(transports, value, Transport::named);
            case "--sizes" -> add(sizes, value, size -> positive(option, size));
            case "--jdk" -> add(jdks, value, home -> Peers.onJdk(Path.of(home)));
            case "--out" -> out = Path.of(value);
            case "--report" -> report = Optional.of(Path.of(value));
            case "--picture" -> picture = Optional.of(Path.of(value));
            default -> throw new IllegalArgumentException("unknown option " + option);
        }
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

    private static <T> void add(List<T> to, String value, Function<String, T> named) {
        Stream.of(value.split(",")).map(named).forEach(to::add);
    }
}
