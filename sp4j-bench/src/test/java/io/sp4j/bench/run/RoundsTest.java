package io.sp4j.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.bench.peer.Peers;
import io.sp4j.bench.plan.Metric;
import io.sp4j.bench.plan.Transport;
import io.sp4j.bench.plan.Variant;
import io.sp4j.bench.plan.Workload;
import io.sp4j.bench.plan.Workloads;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** sp4j is the peer that every machine has; no figure is looked at. */
class RoundsTest {

    private static final Times SHORT = new Times(0.05, 0.05, 0.05);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "one-way,TCP,1",
        "one-way,INPROC,1",
        "one-way,TLS,1",
        "round-trip,IPC,1",
        "fan-out,TCP,8",
        "contexts,TCP,10",
        "filters,TCP,10",
        "connect,TCP,1",
        "idle,TCP,10"
    })
    void givesEveryFigureOfAWorkload(String name, Transport transport, int count) throws Exception {
        Workload workload = Workloads.named(name);
        List<Metric> wanted = workload.metrics().stream()
                .filter(metric -> metric != Metric.WAKE_UPS) // needs /proc
                .toList();
        try (Rounds rounds = new Rounds(SHORT, directory.resolve("log"))) {
            assertThat(rounds.run(Peers.named("sp4j"), workload, new Variant(transport, 64, count, Variant.Depth.FULL)))
                    .containsKeys(wanted.stream().map(Metric::key).toArray(String[]::new));
        }
    }
}
