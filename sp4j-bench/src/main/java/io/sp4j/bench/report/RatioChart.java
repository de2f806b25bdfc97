package io.sp4j.bench.report;

import io.sp4j.bench.result.Spread;
import java.util.List;
import java.util.stream.Stream;

/** How many times better sp4j is than each peer: right of the line it is ahead. A row for each variant. */
final class RatioChart {

    private static final double WIDTH = 1120;
    private static final double LEFT = 300;
    private static final double RIGHT = 24;
    private static final double TOP = 48;
    private static final double LANE = 9;
    private static final double GAP = 10;

    private RatioChart() {}

    /** @param ratio above 1 where sp4j is better */
    record Dot(Look look, Spread ratio) {}

    record Row(String title, List<Dot> dots) {
        double height() {
            return GAP + Math.max(2, dots.size()) * LANE;
        }
    }

    static String draw(List<Row> rows, List<Look> peers, String description) {
        double bottom = TOP + rows.stream().mapToDouble(Row::height).sum();
        Svg svg = new Svg(WIDTH, bottom + 30);
        Scale x = Scale.logarithmic(
                Math.min(
                        0.5,
                        dots(rows).mapToDouble(dot -> dot.ratio().min()).min().orElse(0.5)),
                Math.max(
                        2,
                        dots(rows).mapToDouble(dot -> dot.ratio().max()).max().orElse(2)),
                LEFT,
                WIDTH - RIGHT);
        double y = TOP;
        boolean shaded = false;
        for (Row row : rows) {
            if (shaded) {
                svg.rect("band", 0, y, WIDTH, row.height());
            }
            shaded = !shaded;
            y += row.height();
        }
        for (double tick : x.ticks()) {
            svg.line("grid", x.at(tick), TOP, x.at(tick), bottom)
                    .text("tick", x.at(tick), bottom + 18, "middle", Numbers.round(tick) + "×");
        }
        svg.line("even", x.at(1), TOP - 8, x.at(1), bottom)
                .text("unit", x.at(1) + 8, TOP - 12, "start", "sp4j ahead →")
                .text("unit", x.at(1) - 8, TOP - 12, "end", "← peer ahead");
        legend(svg, peers);
        y = TOP;
        for (Row row : rows) {
            draw(svg, x, row, y);
            y += row.height();
        }
        return svg.finish(description);
    }

    private static Stream<Dot> dots(List<Row> rows) {
        return rows.stream().flatMap(row -> row.dots().stream());
    }

    private static void legend(Svg svg, List<Look> peers) {
        double at = 12;
        for (Look look : peers) {
            look.mark(svg, at, 14, 4);
            svg.text("label", at + 10, 18, "start", look.title());
            at += 26 + 7.5 * look.title().length();
        }
    }

    private static void draw(Svg svg, Scale x, Row row, double y) {
        svg.text("label", LEFT - 16, y + row.height() / 2 + 4, "end", row.title());
        double lane = y + (row.height() - row.dots().size() * LANE) / 2 + LANE / 2;
        for (Dot dot : row.dots()) {
            Spread ratio = dot.ratio();
            svg.group(
                    "point",
                    row.title() + ": " + Numbers.ratio(ratio.median()) + " "
                            + dot.look().title() + " [" + Numbers.ratio(ratio.min()) + ".." + Numbers.ratio(ratio.max())
                            + "]");
            svg.line(dot.look().style() + " whisker", x.at(ratio.min()), lane, x.at(ratio.max()), lane);
            dot.look().mark(svg, x.at(ratio.median()), lane, 4);
            svg.end();
            lane += LANE;
        }
    }
}
