package io.sp4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, 33, 63, 64, 65, 1_000, 123_456_789, 10_000_000_000L, Long.MAX_VALUE})
    void aTimeIsKnownWithinThreePercentAndNeverTooShort(long nanos) {
        Latencies latencies = new Latencies();
        latencies.record(nanos);
        long shown = latencies.percentile(50).toNanos();
        assertThat(shown).isGreaterThanOrEqualTo(nanos).isCloseTo(nanos, withinPercentage(3.2));
    }

    @Test
    void percentilesCountFromTheFastest() {
        Latencies latencies = new Latencies();
        for (int i = 1; i <= 100; i++) {
            latencies.record(i <= 98 ? 10 : 20);
        }
        assertThat(latencies.percentile(50)).isEqualTo(Duration.ofNanos(10));
        assertThat(latencies.percentile(98)).isEqualTo(Duration.ofNanos(10));
        assertThat(latencies.percentile(99)).isEqualTo(Duration.ofNanos(20));
    }

    @Test
    void whatWasWrittenIsReadAndAdded() {
        Latencies one = new Latencies();
        one.record(5);
        one.record(5_000);
        Latencies sum = new Latencies();
        sum.add(one);
        sum.add(Latencies.parse(one.toString()));
        assertThat(sum.count()).isEqualTo(4);
        assertThat(sum.percentile(50)).isEqualTo(Duration.ofNanos(5));
    }

    @Test
    void nothingIsWrittenAndReadToo() {
        assertThat(Latencies.parse(new Latencies().toString()).count()).isZero();
        assertThat(new Latencies().percentile(99)).isZero();
    }
}
