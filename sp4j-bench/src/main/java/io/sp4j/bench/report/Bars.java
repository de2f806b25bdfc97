package io.sp4j.bench.report;

import java.util.List;

/** A bar for each peer, from nothing to its median; every round is a dot. */
final class Bars {

    private static final double WIDTH = 560;
    private static final double LEFT = 92;
    private static final double RIGHT = 150;
    private static final double TOP = 8;
    private static final double ROW = 30;
    private static final double BAR = 16;

    private Bars() {}

    /** @param rows series of one point each */
    static String draw(List<Series> rows, String unit, String description) {
        Svg svg = new Svg(WIDTH, TOP + rows.size() * ROW + 26);
        double greatest = rows.stream()
                .mapToDouble(row -> row.points().get(0).spread().max())
                .max()
                .orElse(1);
        Scale x = Scale.linear(greatest, LEFT, WIDTH - RIGHT);
        double bottom = TOP + rows.size() * ROW;
        for (double tick : x.ticks()) {
            svg.line("grid", x.at(tick), TOP, x.at(tick), bottom)
                    .text("tick", x.at(tick), bottom + 16, "middle", Numbers.round(tick));
        }
        svg.line("axis", LEFT, TOP, LEFT, bottom).text("unit", WIDTH, bottom + 16, "end", unit);
        for (int i = 0; i < rows.size(); i++) {
            row(svg, x, rows.get(i), TOP + i * ROW + ROW / 2);
        }
        return svg.finish(description);
    }

    private static void row(Svg svg, Scale x, Series row, double middle) {
        Look look = row.look();
        Point point = row.points().get(0);
        svg.group("point", look.title() + ": " + point.text())
                .text(look.isUs() ? "label us" : "label", LEFT - 10, middle + 4, "end", look.title())
                .rect(
                        look.style() + " bar",
                        LEFT,
                        middle - BAR / 2,
                        x.at(point.spread().median()) - LEFT,
                        BAR);
        if (point.rounds().length > 1) {
            svg.line(
                    "whisker",
                    x.at(point.spread().min()),
                    middle,
                    x.at(point.spread().max()),
                    middle);
            for (double round : point.rounds()) {
                boolean out = point.spread().isOutlier(round);
                svg.circle(out ? "outlier" : "round", x.at(round), middle, out ? 3.6 : 2);
            }
        }
        svg.text(
                        look.isUs() ? "value us" : "value",
                        x.at(point.spread().max()) + 8,
                        middle + 4,
                        "start",
                        Numbers.of(point.spread().median()))
                .end();
    }
}
