package io.sp4j.bench.report;

import io.sp4j.bench.plan.Metric;
import io.sp4j.bench.plan.Transport;
import io.sp4j.bench.result.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The picture of the README: 64 B one way and round trip over tcp, the best library first; it brings its own colours. */
public final class Picture {

    private static final double WIDTH = 880;
    private static final double PANEL = 400;
    private static final double MARGIN = 24;
    private static final double LABELS = 70;
    private static final double VALUES = 66;
    private static final double TOP = 78;
    private static final double ROW = 28;

    private static final String STYLE = """
            <style>
            svg { --card: #fcfcfb; --line: #deddd8; --ink: #14140f; --soft: #56554f; --us: #1f6fd0; --them: #b5b4ad; }
            @media (prefers-color-scheme: dark) {
              svg { --card: #1a1a19; --line: #3a3935; --ink: #f4f3ee; --soft: #bdbbb2; --us: #4a9af5; --them: #5d5c56; }
            }
            text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: var(--soft); }
            .card { fill: var(--card); stroke: var(--line); } .title { font-size: 15px; font-weight: 650; fill: var(--ink); }
            .us { font-weight: 700; fill: var(--ink); } .note { font-size: 11.5px; }
            .bar { fill: var(--them); } .bar.us { fill: var(--us); } .whisker { stroke: var(--ink); stroke-width: 1.25; opacity: .6; }
            </style>
            """;

    private final Run run;

    private Picture(Run run) {
        this.run = run;
    }

    /** @return an SVG document */
    public static String of(Run run) {
        return new Picture(run).draw();
    }

    private String draw() {
        List<Series> rates = rows("one-way", Metric.RATE);
        List<Series> times = rows("round-trip", Metric.P50);
        double height = TOP + Math.max(rates.size(), times.size()) * ROW + 68;
        Svg svg = new Svg(WIDTH, height);
        svg.rect("card", 0.5, 0.5, WIDTH - 1, height - 1);
        panel(svg, MARGIN, "Messages a second", "64 B, one way, tcp – longer is better", rates);
        panel(svg, WIDTH - PANEL - MARGIN, "Round trip, µs", "64 B, median, tcp – shorter is better", times);
        svg.text("note", MARGIN, height - 34, "start", note()).text("note", MARGIN, height - 17, "start", versions());
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + Svg.at(WIDTH) + " " + Svg.at(height)
                + "\" role=\"img\" aria-label=\"" + Svg.escape(described(rates, times)) + "\">\n" + STYLE
                + svg.content()
                + "</svg>\n";
    }

    private List<Series> rows(String workload, Metric metric) {
        List<Series> rows = new ArrayList<>();
        for (String peer : run.measured()) {
            Look look = Look.of(peer);
            if (!look.isFloor()) {
                run.cell(workload, Transport.TCP, 64, 1, peer)
                        .flatMap(cell -> cell.spread(metric).map(spread -> new Point(0, spread, cell.values(metric))))
                        .ifPresent(point -> rows.add(new Series(look, List.of(point))));
            }
        }
        Comparator<Series> byMedian =
                Comparator.comparingDouble(row -> row.points().get(0).spread().median());
        rows.sort(metric.moreIsBetter() ? byMedian.reversed() : byMedian);
        return rows;
    }

    private static void panel(Svg svg, double left, String title, String what, List<Series> rows) {
        svg.text("title", left, 36, "start", title).text("", left, 56, "start", what);
        double greatest = rows.stream()
                .mapToDouble(row -> row.points().get(0).spread().max())
                .max()
                .orElse(1);
        Scale x = Scale.linear(greatest, left + LABELS, left + PANEL - VALUES);
        for (int i = 0; i < rows.size(); i++) {
            Look look = rows.get(i).look();
            Point point = rows.get(i).points().get(0);
            double middle = TOP + i * ROW + ROW / 2;
            String us = look.isUs() ? " us" : "";
            svg.text("label" + us, left + LABELS - 10, middle + 4.5, "end", look.title())
                    .rect(
                            "bar" + us,
                            left + LABELS,
                            middle - 8,
                            x.at(point.spread().median()) - left - LABELS,
                            16)
                    .line(
                            "whisker",
                            x.at(point.spread().min()),
                            middle,
                            x.at(point.spread().max()),
                            middle)
                    .text(
                            "value" + us,
                            x.at(point.spread().max()) + 8,
                            middle + 4.5,
                            "start",
                            Numbers.of(point.spread().median()));
        }
    }

    private String note() {
        return "Two processes on one machine with " + run.machine().processors() + " processors, medians of "
                + run.rounds() + " interleaved rounds, each library with its defaults";
    }

    private String versions() {
        return run.peers().stream()
                .filter(peer -> peer.isMeasured() && !Look.of(peer.name()).isFloor())
                .map(peer -> Look.of(peer.name()).isUs() ? peer.version() + " (JDK " + jdk() + ")" : peer.version())
                .collect(Collectors.joining(", "));
    }

    private String jdk() {
        return Optional.of(run.machine().jdk().replaceAll("^.* (\\d+)[.+].*$", "$1"))
                .filter(number -> number.length() < 4)
                .orElse("");
    }

    private static String described(List<Series> rates, List<Series> times) {
        return "64 B messages a second, one way over tcp: " + listed(rates) + ". Median round trip in microseconds: "
                + listed(times) + ".";
    }

    private static String listed(List<Series> rows) {
        return rows.stream()
                .map(row -> row.look().title() + " "
                        + Numbers.of(row.points().get(0).spread().median()))
                .collect(Collectors.joining(", "));
    }
}
