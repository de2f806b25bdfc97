package io.sp4j.bench.result;

import io.sp4j.bench.plan.Metric;
import io.sp4j.bench.plan.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One peer in one variant of one workload.
 *
 * @param rounds the figures of each round by the keys of {@link Metric}
 * @param why why there are no, or fewer, rounds; else empty
 */
public record Cell(
        String workload,
        Transport transport,
        int size,
        int count,
        String peer,
        List<Map<String, Double>> rounds,
        String why) {

    /** One value for each round that gave it. */
    public double[] values(Metric metric) {
        return rounds.stream()
                .filter(round -> round.containsKey(metric.key()))
                .mapToDouble(round -> round.get(metric.key()))
                .toArray();
    }

    public Optional<Spread> spread(Metric metric) {
        double[] values = values(metric);
        return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(values));
    }

    /** This cell's figure divided by the other's of the same round; empty when a round lacks one. */
    public Optional<Spread> ratio(Cell other, Metric metric) {
        double[] above = values(metric);
        double[] below = other.values(metric);
        if (above.length == 0 || above.length != below.length) {
            return Optional.empty();
        }
        double[] ratios = new double[above.length];
        for (int i = 0; i < ratios.length; i++) {
            if (below[i] == 0) {
                return Optional.empty();
            }
            ratios[i] = above[i] / below[i];
        }
        return Optional.of(Spread.of(ratios));
    }

    /** Whether both are of the same variant of the same workload. */
    public boolean isBeside(Cell other) {
        return workload.equals(other.workload)
                && transport == other.transport
                && size == other.size
                && count == other.count;
    }
}
