package io.sp4j.bench.report;

import io.sp4j.bench.plan.Metric;
import io.sp4j.bench.result.Cell;
import io.sp4j.bench.result.Spread;
import java.util.Optional;

/** How many times better one cell is than another, round by round: above 1 is better, whatever the metric. */
public final class Advantage {

    private Advantage() {}

    public static Optional<Spread> of(Cell us, Cell peer, Metric metric) {
        return metric.moreIsBetter() ? us.ratio(peer, metric) : peer.ratio(us, metric);
    }

    /** As {@code 1.5× [1.3×..1.6×]}. */
    public static String text(Spread ratio) {
        return ratio.min() == ratio.max()
                ? Numbers.ratio(ratio.median())
                : Numbers.ratio(ratio.median()) + " [" + Numbers.digits(ratio.min()) + ".."
                        + Numbers.digits(ratio.max()) + "]";
    }
}
