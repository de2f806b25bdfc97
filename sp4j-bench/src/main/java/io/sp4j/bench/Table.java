package io.sp4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The results as aligned text: a row per peer, {@code median [min..max]} per figure. */
final class Table {

    private static final String US = "sp4j";

    private Table() {}

    static String of(Workload workload, List<Peer> peers, Results results) {
        Optional<Peer> us =
                peers.stream().filter(peer -> peer.name().equals(US)).findFirst();
        List<List<String>> rows = new ArrayList<>();
        rows.add(header(workload, us.isPresent()));
        for (Peer peer : peers) {
            rows.add(row(workload, peer, us, results));
        }
        return workload.title() + "\n" + aligned(rows);
    }

    private static List<String> header(Workload workload, boolean withRatio) {
        List<String> cells = new ArrayList<>();
        cells.add("peer");
        workload.metrics().forEach(metric -> cells.add(metric.title()));
        if (withRatio) {
            cells.add(US + " / peer, " + workload.metrics().get(0).title());
        }
        return cells;
    }

    private static List<String> row(Workload workload, Peer peer, Optional<Peer> us, Results results) {
        List<String> cells = new ArrayList<>();
        cells.add(peer.name());
        for (Metric metric : workload.metrics()) {
            cells.add(spread(results.values(workload, peer, metric), metric.divisor()));
        }
        if (us.isPresent()) {
            var ratio =
                    results.ratio(workload, us.get(), peer, workload.metrics().get(0));
            cells.add(ratio.isPresent() ? number(ratio.getAsDouble()) + "x" : "-");
        }
        return cells;
    }

    private static String spread(double[] values, double divisor) {
        if (values.length == 0) {
            return "-";
        }
        Results.Spread spread = Results.Spread.of(values);
        String median = number(spread.median() / divisor);
        return values.length == 1
                ? median
                : median + " [" + number(spread.min() / divisor) + ".." + number(spread.max() / divisor) + "]";
    }

    /** Three significant digits, never an exponent. */
    private static String number(double value) {
        double size = Math.abs(value);
        return String.format(
                Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }

    private static String aligned(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width =
                        rows.stream().mapToInt(r -> r.get(at).length()).max().orElse(0);
                line.append("  ")
                        .append(row.get(column))
                        .append(" ".repeat(width - row.get(column).length()));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
