package io.sp4j.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results as JSON, each figure with all its rounds, in the unit of its key. */
final class Json {

    private Json() {}

    static String of(Settings settings, Map<Peer, String> versions, Results results) {
        String peers = versions.entrySet().stream()
                .map(entry -> text(entry.getKey().name()) + ": " + text(entry.getValue()))
                .collect(Collectors.joining(", "));
        String figures = settings.workloads().stream()
                .flatMap(workload -> versions.keySet().stream().flatMap(peer -> figures(workload, peer, results)))
                .collect(Collectors.joining(",\n    "));
        return """
                {
                  "at": %s,
                  "machine": {"cpus": %d, "os": %s, "jdk": %s},
                  "settings": {"rounds": %d, "warmup_s": %s, "measure_s": %s, "size": %d, "connections": %d},
                  "peers": {%s},
                  "figures": [
                    %s
                  ]
                }
                """.formatted(
                        text(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()),
                        Runtime.getRuntime().availableProcessors(),
                        text(System.getProperty("os.name") + " " + System.getProperty("os.version")),
                        text(System.getProperty("java.runtime.version")),
                        settings.rounds(),
                        settings.warmupSeconds(),
                        settings.measureSeconds(),
                        settings.bodyBytes(),
                        settings.connections(),
                        peers,
                        figures);
    }

    private static Stream<String> figures(Workload workload, Peer peer, Results results) {
        return workload.metrics().stream()
                .filter(metric -> results.values(workload, peer, metric).length > 0)
                .map(metric -> figure(workload, peer, metric, results.values(workload, peer, metric)));
    }

    private static String figure(Workload workload, Peer peer, Metric metric, double[] values) {
        Results.Spread spread = Results.Spread.of(values);
        String form = "{\"workload\": %s, \"peer\": %s, \"figure\": %s,"
                + " \"median\": %s, \"min\": %s, \"max\": %s, \"rounds\": %s}";
        return form.formatted(
                text(workload.title()),
                text(peer.name()),
                text(metric.key()),
                spread.median(),
                spread.min(),
                spread.max(),
                Arrays.toString(values));
    }

    private static String text(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + "\"";
    }
}
