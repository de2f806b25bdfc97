package io.sp4j.bench;

import io.sp4j.bench.peer.Peers;
import io.sp4j.bench.plan.Metric;
import io.sp4j.bench.plan.Workload;
import io.sp4j.bench.plan.Workloads;
import io.sp4j.bench.report.Advantage;
import io.sp4j.bench.report.Numbers;
import io.sp4j.bench.result.Cell;
import io.sp4j.bench.result.Run;
import io.sp4j.bench.result.Spread;
import java.util.ArrayList;
import java.util.List;

/** A run as aligned text: a row for each peer of each variant, {@code median [min..max]} in each column. */
final class Table {

    private Table() {}

    static String of(Run run) {
        StringBuilder text = new StringBuilder();
        for (Workload workload : Workloads.ALL) {
            List<Cell> cells = run.of(workload.name()).stream()
                    .filter(cell -> !cell.rounds().isEmpty())
                    .toList();
            if (!cells.isEmpty()) {
                text.append('\n').append(workload.name()).append('\n').append(of(workload, cells));
            }
        }
        return text.toString();
    }

    private static String of(Workload workload, List<Cell> cells) {
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("transport", "size", "n", "peer"));
        workload.metrics().forEach(metric -> header.add(metric.title()));
        header.add(Peers.US + " ahead");
        rows.add(header);
        for (Cell cell : cells) {
            List<String> row = new ArrayList<>(List.of(
                    cell.transport().scheme(),
                    Integer.toString(cell.size()),
                    Integer.toString(cell.count()),
                    cell.peer()));
            for (Metric metric : workload.metrics()) {
                row.add(cell.spread(metric)
                        .map(spread -> spread(spread, cell.rounds().size()))
                        .orElse("-"));
            }
            row.add(ratio(cells, cell, workload.main()));
            rows.add(row);
        }
        return aligned(rows);
    }

    private static String ratio(List<Cell> cells, Cell peer, Metric metric) {
        return cells.stream()
                .filter(cell -> cell.peer().equals(Peers.US) && cell.isBeside(peer) && cell != peer)
                .findFirst()
                .flatMap(us -> Advantage.of(us, peer, metric))
                .map(Advantage::text)
                .orElse("");
    }

    private static String spread(Spread spread, int rounds) {
        String median = Numbers.of(spread.median());
        return rounds == 1 ? median : median + " [" + Numbers.of(spread.min()) + ".." + Numbers.of(spread.max()) + "]";
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
