package io.sp4j.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Every figure of every round. */
final class Results {

    /** Median, least and greatest of one figure over the rounds. */
    record Spread(double median, double min, double max) {
        static Spread of(double... values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            int middle = sorted.length / 2;
            double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
            return new Spread(median, sorted[0], sorted[sorted.length - 1]);
        }
    }

    private record Key(Workload workload, String peer) {}

    private final Map<Key, List<Map<String, Double>>> rounds = new HashMap<>();

    void add(Workload workload, Peer peer, Map<String, Double> figures) {
        rounds.computeIfAbsent(new Key(workload, peer.name()), key -> new ArrayList<>())
                .add(figures);
    }

    /** One value per round in which there was one, in the unit of the key. */
    double[] values(Workload workload, Peer peer, Metric metric) {
        return rounds.getOrDefault(new Key(workload, peer.name()), List.of()).stream()
                .filter(figures -> figures.containsKey(metric.key()))
                .mapToDouble(figures -> figures.get(metric.key()))
                .toArray();
    }

    /** Median over the rounds of the first peer's figure divided by the second's of the same round. */
    OptionalDouble ratio(Workload workload, Peer of, Peer to, Metric metric) {
        double[] above = values(workload, of, metric);
        double[] below = values(workload, to, metric);
        if (above.length == 0 || above.length != below.length) {
            return OptionalDouble.empty();
        }
        double[] ratios = new double[above.length];
        Arrays.setAll(ratios, i -> above[i] / below[i]);
        return OptionalDouble.of(Spread.of(ratios).median());
    }
}
