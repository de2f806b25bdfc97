package io.sp4j.bench.report;

import io.sp4j.bench.peer.Peers;
import io.sp4j.bench.plan.Metric;
import io.sp4j.bench.plan.Transport;
import io.sp4j.bench.plan.Workload;
import io.sp4j.bench.plan.Workloads;
import io.sp4j.bench.result.Run;
import io.sp4j.bench.result.Spread;
import java.util.ArrayList;
import java.util.List;

/** The part of the page about cost as work grows: what one message costs at the end of each curve beside its beginning. */
final class Growth {

    /** A cost for each message that grows faster than this power of the count is pointed out. */
    private static final double SUSPECT = 0.3;

    private final Run run;

    Growth(Run run) {
        this.run = run;
    }

    /** Empty when nothing has more than one count. */
    String section() {
        List<List<String>> rows = new ArrayList<>();
        List<Series> lines = new ArrayList<>();
        for (Workload workload : Workloads.ALL) {
            Group group = new Group(run, workload, Transport.TCP);
            if (group.isOverCounts()) {
                for (Series one : group.curves(Metric.CPU)) {
                    if (one.points().size() > 1) {
                        rows.add(row(workload, one));
                        if (one.look().isUs()) {
                            lines.add(relative(workload, lines.size(), one));
                        }
                    }
                }
            }
        }
        if (rows.isEmpty()) {
            return "";
        }
        String title = "sp4j: processor time of a message, as a multiple of that at the least count";
        String chart = lines.isEmpty() ? "" : LineChart.draw(lines, "times", "count", Numbers::round, title);
        List<String> header = List.of("workload", "peer", "count", "µs at the least count", "at the most", "growth");
        return """
                <section id="growth"><h2>Cost as work grows</h2>
                <p>The processor time of one message, at both ends together, as sockets, requests, subscriptions or connections get more. Flat is the best: work grows with the
                messages alone. A slope of 1 would mean that each message looks at everything there is; what grows faster than the %s-th power
                is marked.</p><div class="figures">
                """.formatted(Numbers.round(SUSPECT))
                + Tabular.figure(
                        title, chart, Tabular.of("processor time for each message, both ends", 3, header, rows))
                + "</div></section>\n";
    }

    private static List<String> row(Workload workload, Series one) {
        Point first = one.points().get(0);
        Point last = one.points().get(one.points().size() - 1);
        double power = power(first, last);
        return List.of(
                workload.name(),
                one.look().title(),
                Numbers.round(first.x()) + " to " + Numbers.round(last.x()) + " " + workload.axis(),
                first.text(),
                last.text(),
                "n^" + Numbers.digits(power) + (power > SUSPECT ? " ← grows" : ""));
    }

    /** The slope on axes of logarithms. */
    static double power(Point first, Point last) {
        double factor = last.spread().median() / first.spread().median();
        return Math.log(factor) / Math.log(last.x() / first.x());
    }

    private static Series relative(Workload workload, int number, Series one) {
        double base = one.points().get(0).spread().median();
        List<Point> points = new ArrayList<>();
        for (Point point : one.points()) {
            double[] rounds = point.rounds().clone();
            for (int i = 0; i < rounds.length; i++) {
                rounds[i] /= base;
            }
            points.add(new Point(point.x(), Spread.of(rounds), rounds));
        }
        Look look = new Look(Peers.US + number, workload.name(), "p" + (1 + number % 8), number % 6);
        return new Series(look, points);
    }
}
