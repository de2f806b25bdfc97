package io.sp4j.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.sp4j.bench.plan.Transport;
import io.sp4j.bench.plan.Variant;
import io.sp4j.bench.plan.WorkerLines;
import io.sp4j.bench.plan.Workloads;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final Map<String, Map<String, Double>> PARTIES = Map.of(
            "listen", WorkerLines.parseFigures("msgs=100 seconds=2 cpu_us=400 alloc_bytes=1000"),
            "dial", WorkerLines.parseFigures("msgs=150 seconds=1 cpu_us=100 p50_ns=2500"));

    @Test
    void addsUpBothEndsForEachMessageThatCounts() throws Exception {
        assertThat(Figures.of(Workloads.named("one-way"), at(Transport.TCP, 1), PARTIES))
                .contains(entry("per_s", 50.0), entry("cpu_us", 6.0), entry("listen_cpu_us", 4.0))
                .contains(entry("dial_cpu_us", 2.0), entry("listen_alloc_bytes", 10.0));
    }

    @Test
    void countsOneProcessOnce() throws Exception {
        assertThat(Figures.of(Workloads.named("one-way"), at(Transport.INPROC, 1), PARTIES))
                .contains(entry("cpu_us", 4.0))
                .doesNotContainKey("dial_cpu_us");
    }

    @Test
    void takesPercentilesFromTheSideThatCounts() throws Exception {
        assertThat(Figures.of(Workloads.named("round-trip"), at(Transport.TCP, 1), PARTIES))
                .contains(entry("per_s", 150.0), entry("p50_us", 2.5));
    }

    @Test
    void saysWhatPartOfThePublishedWasLost() throws Exception {
        assertThat(Figures.of(Workloads.named("fan-out"), at(Transport.TCP, 8), PARTIES))
                .contains(entry("lost_percent", 62.5));
    }

    @Test
    void refusesARoundInWhichNothingArrived() {
        Map<String, Double> nothing = WorkerLines.parseFigures("msgs=0 seconds=1 cpu_us=1");
        assertThatThrownBy(() -> Figures.of(
                        Workloads.named("one-way"), at(Transport.TCP, 1), Map.of("listen", nothing, "dial", nothing)))
                .isInstanceOf(IOException.class);
    }

    private static Variant at(Transport transport, int count) {
        return new Variant(transport, 64, count, Variant.Depth.FULL);
    }
}
