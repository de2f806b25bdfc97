package io.sp4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTest {

    private static final Settings SHORT =
            Settings.parse(List.of("--warmup", "0.05", "--measure", "0.05", "--connections", "10"));

    /** sp4j is the peer that every machine has. */
    @ParameterizedTest
    @EnumSource
    void givesEveryFigureOfAWorkload(Workload workload) throws Exception {
        assertThat(Round.run(Peers.named("sp4j"), workload, SHORT))
                .containsKeys(workload.metrics().stream().map(Metric::key).toArray(String[]::new));
    }
}
