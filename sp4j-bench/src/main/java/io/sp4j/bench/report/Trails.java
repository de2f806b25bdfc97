package io.sp4j.bench.report;

import io.sp4j.bench.result.Spread;
import java.util.List;
import java.util.stream.Stream;

/** Percentiles of time on a logarithmic axis: from the median over 99 % to 99.9 %, a row for each peer. */
final class Trails {

    private static final double WIDTH = 560;
    private static final double LEFT = 92;
    private static final double RIGHT = 172;
    private static final double TOP = 30;
    private static final double ROW = 30;

    private Trails() {}

    /** A peer's percentiles, in the order of their ranks; the last ones may be missing. */
    record Row(Look look, List<Spread> percentiles) {}

    static String draw(List<Row> rows, String description) {
        double bottom = TOP + rows.size() * ROW;
        Svg svg = new Svg(WIDTH, bottom + 26);
        Scale x = Scale.logarithmic(
                spreads(rows).mapToDouble(Spread::min).min().orElse(1),
                spreads(rows).mapToDouble(Spread::median).max().orElse(1),
                LEFT,
                WIDTH - RIGHT);
        for (double tick : x.ticks()) {
            svg.line("grid", x.at(tick), TOP, x.at(tick), bottom)
                    .text("tick", x.at(tick), bottom + 16, "middle", Numbers.round(tick));
        }
        svg.text("unit", WIDTH, bottom + 16, "end", "µs (logarithmic)");
        legend(svg, !rows.isEmpty() && rows.get(0).percentiles().size() > 2);
        for (int i = 0; i < rows.size(); i++) {
            row(svg, x, rows.get(i), TOP + i * ROW + ROW / 2);
        }
        return svg.finish(description);
    }

    private static Stream<Spread> spreads(List<Row> rows) {
        return rows.stream().flatMap(row -> row.percentiles().stream());
    }

    private static void legend(Svg svg, boolean three) {
        svg.circle("p7 rank0", LEFT + 6, 12, 5).text("unit", LEFT + 16, 16, "start", "median");
        svg.circle("p7 rank1", LEFT + 76, 12, 4).text("unit", LEFT + 85, 16, "start", "99 %");
        if (three) {
            svg.circle("p7 rank2", LEFT + 131, 12, 4).text("unit", LEFT + 140, 16, "start", "99.9 %");
        }
    }

    private static void row(Svg svg, Scale x, Row row, double middle) {
        Look look = row.look();
        List<Spread> ranks = row.percentiles();
        Spread first = ranks.get(0);
        String values = String.join(
                " / ", ranks.stream().map(s -> Numbers.of(s.median())).toList());
        svg.group("point", look.title() + ": " + values + " µs")
                .text(look.isUs() ? "label us" : "label", LEFT - 10, middle + 4, "end", look.title())
                .line(
                        look.style() + " trail",
                        x.at(first.median()),
                        middle,
                        x.at(ranks.get(ranks.size() - 1).median()),
                        middle)
                .line(look.style() + " range", x.at(first.min()), middle, x.at(first.max()), middle);
        for (int i = ranks.size() - 1; i >= 0; i--) {
            svg.circle(look.style() + " rank" + i, x.at(ranks.get(i).median()), middle, i == 0 ? 5 : 4);
        }
        svg.text(look.isUs() ? "value us" : "value", WIDTH - RIGHT + 16, middle + 4, "start", values)
                .end();
    }
}
