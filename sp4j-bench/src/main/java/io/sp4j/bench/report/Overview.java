package io.sp4j.bench.report;

import io.sp4j.bench.peer.Peers;
import io.sp4j.bench.plan.Metric;
import io.sp4j.bench.plan.Transport;
import io.sp4j.bench.plan.Workload;
import io.sp4j.bench.plan.Workloads;
import io.sp4j.bench.result.Cell;
import io.sp4j.bench.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The beginning of the page: a few figures, and all ratios at a glance. */
final class Overview {

    private final Run run;

    Overview(Run run) {
        this.run = run;
    }

    /** Four figures of sp4j beside libzmq and nng. */
    String tiles() {
        return "<div class=\"tiles\">"
                + tile("64 B one way, tcp", "one-way", Transport.TCP, 64, 1, Metric.RATE, "messages/s")
                + tile("64 B round trip, tcp", "round-trip", Transport.TCP, 64, 1, Metric.P50, "µs, median")
                + tile("processor time of a message", "one-way", Transport.TCP, 64, 1, Metric.CPU, "µs, both ends")
                + tile("an idle connection", "idle", Transport.TCP, 64, idleConnections(), Metric.RSS, "KiB")
                + "</div>\n";
    }

    private int idleConnections() {
        return run.of("idle").stream().mapToInt(Cell::count).max().orElse(0);
    }

    private String tile(
            String title, String workload, Transport transport, int size, int count, Metric metric, String unit) {
        Optional<Cell> us = run.cell(workload, transport, size, count, Peers.US);
        if (us.isEmpty() || us.get().spread(metric).isEmpty()) {
            return "";
        }
        List<String> ratios = new ArrayList<>();
        for (String peer : List.of("zmq", "nng", "jeromq")) {
            run.cell(workload, transport, size, count, peer)
                    .flatMap(other -> Advantage.of(us.get(), other, metric))
                    .ifPresent(ratio -> ratios.add("<span class=\"ratio\"><b>" + Numbers.ratio(ratio.median()) + "</b> "
                            + Look.of(peer).title() + "</span>"));
        }
        return "<div class=\"tile\"><h3>" + title + "</h3><p class=\"big\">"
                + Numbers.of(us.get().spread(metric).get().median()) + " <small>" + unit
                + "</small></p><p class=\"ratios\">" + String.join(" ", ratios) + "</p></div>";
    }

    /** All ratios: first to libraries, then to the floors. */
    String ratios() {
        return ratios("Beside other libraries: how many times better sp4j is", look -> !look.isFloor() && !look.isUs())
                + ratios("Beside the floor: plain sockets without a library", Look::isFloor);
    }

    private String ratios(String title, Predicate<Look> wanted) {
        List<Look> looks = run.measured().stream().map(Look::of).filter(wanted).toList();
        List<RatioChart.Row> rows = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        for (Workload workload : Workloads.ALL) {
            for (Transport transport : Transport.values()) {
                Group group = new Group(run, workload, transport);
                for (Cell variant : group.headlines()) {
                    add(rows, table, looks, group, variant);
                }
            }
        }
        if (rows.isEmpty()) {
            return "";
        }
        List<String> header = new ArrayList<>(List.of("workload", "figure"));
        looks.forEach(look -> header.add(look.title()));
        return "<div class=\"figures wide\">"
                + Tabular.figure(
                        title,
                        RatioChart.draw(rows, looks, title),
                        Tabular.of(title + ": median [min..max] of the rounds", 2, header, table))
                + "</div>";
    }

    private static void add(
            List<RatioChart.Row> rows, List<List<String>> table, List<Look> looks, Group group, Cell variant) {
        Metric metric = group.workload.main();
        List<RatioChart.Dot> dots = new ArrayList<>();
        List<String> texts = new ArrayList<>(List.of(name(group, variant), metric.title()));
        for (Look look : looks) {
            var ratio = group.cells().stream()
                    .filter(cell -> cell.isBeside(variant) && cell.peer().equals(look.peer()))
                    .findFirst()
                    .flatMap(cell -> group.advantage(cell, metric));
            ratio.ifPresent(spread -> dots.add(new RatioChart.Dot(look, spread)));
            texts.add(ratio.map(Advantage::text).orElse(""));
        }
        if (!dots.isEmpty()) {
            rows.add(new RatioChart.Row(name(group, variant), dots));
            table.add(texts);
        }
    }

    private static String name(Group group, Cell variant) {
        String what = group.workload.axis().isEmpty()
                ? Numbers.size(variant.size())
                : variant.count() + " " + group.workload.axis();
        return String.format(Locale.ROOT, "%s, %s, %s", group.workload.name(), group.transport.scheme(), what);
    }
}
