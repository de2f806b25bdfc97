package io.sp4j.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;

/** Lines over an axis of sizes or counts, which is logarithmic; every round is a dot, the line goes through the medians. */
final class LineChart {

    private static final double WIDTH = 560;
    private static final double HEIGHT = 330;
    private static final double LEFT = 58;
    private static final double RIGHT = 112;
    private static final double TOP = 26;
    private static final double BOTTOM = 48;
    private static final double LABEL_HEIGHT = 15;
    private static final double TICK_WIDTH = 28;
    private static final double SPAN_OF_LOGARITHMS = 12;

    private final List<Series> series;
    private final Svg svg = new Svg(WIDTH, HEIGHT);
    private final Scale x;
    private final Scale y;

    private LineChart(List<Series> series) {
        this.series = series;
        double[] xs = all(series).stream().mapToDouble(Point::x).toArray();
        x = Scale.logarithmic(min(xs), max(xs), LEFT, WIDTH - RIGHT);
        double least = all(series).stream()
                .mapToDouble(point -> point.spread().min())
                .filter(value -> value > 0)
                .min()
                .orElse(1);
        double greatest = all(series).stream()
                .mapToDouble(point -> point.spread().max())
                .max()
                .orElse(1);
        y = greatest / least > SPAN_OF_LOGARITHMS
                ? Scale.logarithmic(least, greatest, HEIGHT - BOTTOM, TOP)
                : Scale.linear(greatest, HEIGHT - BOTTOM, TOP);
    }

    /** @param unit of the upright axis; @param axis what the other one counts */
    static String draw(List<Series> series, String unit, String axis, DoubleFunction<String> tick, String description) {
        LineChart chart = new LineChart(series);
        chart.axes(unit, axis, tick);
        List<Series> drawn = new ArrayList<>(series);
        drawn.sort(Comparator.comparing(one -> one.look().isUs())); // ours on top
        drawn.forEach(chart::draw);
        chart.labels();
        return chart.svg.finish(description);
    }

    private static List<Point> all(List<Series> series) {
        return series.stream().flatMap(one -> one.points().stream()).toList();
    }

    private static double min(double... values) {
        return Arrays.stream(values).min().orElse(1);
    }

    private static double max(double... values) {
        return Arrays.stream(values).max().orElse(1);
    }

    private void axes(String unit, String axis, DoubleFunction<String> tick) {
        for (double value : y.ticks()) {
            double at = y.at(value);
            svg.line("grid", LEFT, at, WIDTH - RIGHT, at).text("tick", LEFT - 8, at + 4, "end", Numbers.round(value));
        }
        svg.line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
        double free = 0;
        for (double value :
                all(series).stream().mapToDouble(Point::x).distinct().sorted().toArray()) {
            double at = x.at(value);
            svg.line("axis", at, HEIGHT - BOTTOM, at, HEIGHT - BOTTOM + 4);
            if (at >= free) {
                svg.text("tick", at, HEIGHT - BOTTOM + 18, "middle", tick.apply(value));
                free = at + TICK_WIDTH;
            }
        }
        svg.text("unit", LEFT - 8, TOP - 12, "start", unit + (y.isLogarithmic() ? " (logarithmic)" : ""));
        svg.text("unit", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, "middle", axis);
    }

    private void draw(Series one) {
        Look look = one.look();
        double[] xs = one.points().stream().mapToDouble(p -> x.at(p.x())).toArray();
        double[] ys = one.points().stream()
                .mapToDouble(p -> y.at(p.spread().median()))
                .toArray();
        svg.path(look.style() + " line", Svg.through(xs, ys));
        for (int i = 0; i < xs.length; i++) {
            Point point = one.points().get(i);
            svg.group("point", look.title() + ", " + Numbers.of(point.x()) + ": " + point.text());
            whisker(look, point, xs[i]);
            look.mark(svg, xs[i], ys[i], 4);
            svg.end();
        }
    }

    private void whisker(Look look, Point point, double at) {
        if (point.rounds().length < 2) {
            return;
        }
        double low = y.at(point.spread().min());
        double high = y.at(point.spread().max());
        svg.line(look.style() + " whisker", at, low, at, high)
                .line(look.style() + " whisker", at - 4, low, at + 4, low)
                .line(look.style() + " whisker", at - 4, high, at + 4, high);
        for (double round : point.rounds()) {
            boolean out = point.spread().isOutlier(round);
            svg.circle(look.style() + (out ? " outlier" : " round"), at, y.at(round), out ? 3.4 : 1.8);
        }
    }

    /** Names at the ends of the lines, moved apart where they would overlap. */
    private void labels() {
        List<Series> named = new ArrayList<>(series);
        named.sort(Comparator.comparingDouble(this::endOf));
        double[] wanted = named.stream().mapToDouble(this::endOf).toArray();
        double[] placed = apart(wanted);
        for (int i = 0; i < placed.length; i++) {
            Look look = named.get(i).look();
            List<Point> points = named.get(i).points();
            double end = x.at(points.get(points.size() - 1).x());
            double at = WIDTH - RIGHT + 18;
            svg.line("leader", end + 6, wanted[i], at - 8, placed[i]);
            look.mark(svg, at, placed[i], 3.5);
            svg.text(look.isUs() ? "label us" : "label", at + 9, placed[i] + 4, "start", look.title());
        }
    }

    private double endOf(Series one) {
        return y.at(one.points().get(one.points().size() - 1).spread().median());
    }

    /** Sorted positions with room between them, within the picture. */
    static double[] apart(double... wanted) {
        double[] placed = wanted.clone();
        for (int i = 1; i < placed.length; i++) {
            placed[i] = Math.max(placed[i], placed[i - 1] + LABEL_HEIGHT);
        }
        double most = HEIGHT - BOTTOM;
        for (int i = placed.length - 1; i >= 0; i--) {
            placed[i] = Math.min(placed[i], most);
            most = placed[i] - LABEL_HEIGHT;
        }
        return placed;
    }
}
