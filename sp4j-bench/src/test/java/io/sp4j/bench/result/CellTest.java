package io.sp4j.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.bench.plan.Metric;
import io.sp4j.bench.plan.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellTest {

    @Test
    void makesRatiosWithinEachRound() {
        Cell us = cell("sp4j", 4, 6, 20);
        Cell peer = cell("nng", 1, 3, 2);
        assertThat(us.ratio(peer, Metric.RATE)).contains(new Spread(4, 2, 10));
    }

    @Test
    void hasNoRatioWhereARoundIsMissingOrZero() {
        assertThat(cell("sp4j", 4, 6).ratio(cell("nng", 1), Metric.RATE)).isEmpty();
        assertThat(cell("sp4j", 4).ratio(cell("nng", 0), Metric.RATE)).isEmpty();
        assertThat(cell("sp4j").ratio(cell("nng"), Metric.RATE)).isEmpty();
        assertThat(cell("sp4j", 4).ratio(cell("nng", 1), Metric.P50)).isEmpty();
    }

    private static Cell cell(String peer, double... rates) {
        List<Map<String, Double>> rounds = new ArrayList<>();
        for (double rate : rates) {
            rounds.add(Map.of(Metric.RATE.key(), rate));
        }
        return new Cell("one-way", Transport.TCP, 64, 1, peer, rounds, "");
    }
}
