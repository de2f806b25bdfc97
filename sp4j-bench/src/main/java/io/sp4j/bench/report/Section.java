package io.sp4j.bench.report;

import io.sp4j.bench.plan.Metric;
import io.sp4j.bench.plan.Transport;
import io.sp4j.bench.plan.Workload;
import io.sp4j.bench.result.Cell;
import io.sp4j.bench.result.Run;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The part of the page about one workload: charts for each transport, with their figures. */
final class Section {

    private static final Set<Metric> IN_LINES =
            EnumSet.of(Metric.RATE, Metric.P50, Metric.CPU, Metric.ALLOCATED, Metric.RSS);
    private static final Set<Metric> IN_BARS =
            EnumSet.of(Metric.RATE, Metric.CPU, Metric.RSS, Metric.HEAP, Metric.WAKE_UPS);

    private final Run run;
    private final Workload workload;
    private final StringBuilder html = new StringBuilder();

    private Section(Run run, Workload workload) {
        this.run = run;
        this.workload = workload;
    }

    /** Empty when nothing of it was measured. */
    static String of(Run run, Workload workload) {
        Section section = new Section(run, workload);
        for (Transport transport : Transport.values()) {
            Group group = new Group(run, workload, transport);
            if (!group.isEmpty()) {
                section.add(group);
            }
        }
        return section.html.isEmpty()
                ? ""
                : "<section id=\"" + workload.name() + "\"><h2>" + Svg.escape(workload.title()) + "</h2><p>"
                        + Svg.escape(workload.what()) + "</p>\n<div class=\"figures\">" + section.html + "</div>"
                        + section.leftOut() + "</section>\n";
    }

    private void add(Group group) {
        if (group.isCurve()) {
            for (Metric metric : workload.metrics()) {
                if (IN_LINES.contains(metric) && !group.curves(metric).isEmpty()) {
                    curve(group, metric);
                }
            }
        }
        for (Cell variant : group.headlines()) {
            if (workload.metrics().contains(Metric.P50)) {
                trails(group, variant);
            }
            if (!group.isCurve()) {
                bars(group, variant);
            }
        }
    }

    private void curve(Group group, Metric metric) {
        String title = over(group) + heading(metric) + ", by " + group.axis();
        String chart = LineChart.draw(group.curves(metric), unit(metric), group.axis(), group::tick, title);
        html.append(Tabular.figure(title, chart, table(group, metric, group.cells(), title)));
    }

    private void bars(Group group, Cell variant) {
        List<Cell> cells =
                group.cells().stream().filter(cell -> cell.isBeside(variant)).toList();
        for (Metric metric : IN_BARS) {
            List<Series> series = workload.metrics().contains(metric) ? group.at(variant, metric) : List.of();
            if (!series.isEmpty()) {
                String title = over(group) + heading(metric) + ", " + group.name(variant);
                html.append(Tabular.figure(
                        title, Bars.draw(series, unit(metric), title), table(group, metric, cells, title)));
            }
        }
    }

    /** The figures behind a chart; behind the one of the rate those that have no chart of their own too. */
    private String table(Group group, Metric metric, List<Cell> cells, String title) {
        List<Metric> beside = new ArrayList<>();
        if (metric == Metric.RATE) {
            beside.addAll(workload.metrics());
            beside.removeAll(List.of(Metric.RATE, Metric.P50, Metric.P99, Metric.P999));
        }
        List<String> header = new ArrayList<>(List.of("peer", group.axis()));
        header.add(metric == Metric.RATE ? workload.unit() + "/s" : metric.title() + ", " + metric.unit());
        header.add("sp4j ahead");
        if (metric == Metric.RATE) {
            header.add("payload");
        }
        beside.forEach(other -> header.add(other.title() + ", " + other.unit()));
        List<List<String>> rows = new ArrayList<>();
        for (Cell cell : cells) {
            cell.spread(metric).ifPresent(spread -> {
                List<String> row = new ArrayList<>(
                        List.of(Look.of(cell.peer()).title(), group.tick(group.axisValue(cell)), text(cell, metric)));
                row.add(group.advantage(cell, metric).map(Advantage::text).orElse(""));
                if (metric == Metric.RATE) {
                    row.add(Numbers.of(spread.median() * cell.size()) + "B/s");
                }
                beside.forEach(other -> row.add(text(cell, other)));
                rows.add(row);
            });
        }
        return Tabular.of(title + ": median [min..max]", 2, header, rows);
    }

    private void trails(Group group, Cell variant) {
        List<Trails.Row> trails = group.trails(variant);
        if (trails.isEmpty()) {
            return;
        }
        String title = over(group) + "time, " + group.name(variant);
        List<Metric> ranks = List.of(Metric.P50, Metric.P99, Metric.P999);
        List<String> header = new ArrayList<>(List.of("peer"));
        ranks.forEach(rank -> header.add(rank.title() + ", µs"));
        header.add("median: sp4j ahead");
        List<List<String>> rows = new ArrayList<>();
        for (Cell cell : group.cells()) {
            if (cell.isBeside(variant)) {
                List<String> row = new ArrayList<>(List.of(Look.of(cell.peer()).title()));
                ranks.forEach(rank -> row.add(text(cell, rank)));
                row.add(group.advantage(cell, Metric.P50).map(Advantage::text).orElse(""));
                rows.add(row);
            }
        }
        html.append(Tabular.figure(title, Trails.draw(trails, title), Tabular.of(title, 1, header, rows)));
    }

    private static String text(Cell cell, Metric metric) {
        return cell.spread(metric)
                .map(spread -> new Point(0, spread, cell.values(metric)).text())
                .orElse("");
    }

    private String over(Group group) {
        return group.transport.scheme() + ": ";
    }

    private String heading(Metric metric) {
        String one = workload.unit().replaceAll("ies$", "y").replaceAll("s$", "");
        return switch (metric) {
            case RATE -> workload.unit() + " a second";
            case P50 -> "median time";
            case CPU -> "processor time for each " + one;
            case ALLOCATED -> "allocated for each " + one;
            default -> metric.title();
        };
    }

    private static String unit(Metric metric) {
        return metric == Metric.RATE ? "a second" : metric.unit();
    }

    /** Who is not in the charts, and why. */
    private String leftOut() {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (Cell cell : run.of(workload.name())) {
            if (!cell.why().isEmpty()) {
                String who = Look.of(cell.peer()).title();
                String reason = workload.notOffered(cell.peer()).isPresent()
                        ? cell.why()
                        : cell.transport().scheme() + ": " + cell.why();
                List<String> names = byReason.computeIfAbsent(reason, why -> new ArrayList<>());
                if (!names.contains(who)) {
                    names.add(who);
                }
            }
        }
        return byReason.isEmpty()
                ? ""
                : byReason.entrySet().stream()
                        .map(entry -> "<li>" + Svg.escape(String.join(", ", entry.getValue()) + " – " + entry.getKey())
                                + "</li>")
                        .collect(Collectors.joining(
                                "\n",
                                "<details class=\"left-out\"><summary>Not in these charts</summary><ul>",
                                "</ul></details>"));
    }
}
