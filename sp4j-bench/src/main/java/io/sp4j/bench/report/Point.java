package io.sp4j.bench.report;

import io.sp4j.bench.result.Spread;

/** A figure with all its rounds, somewhere along an axis. */
record Point(double x, Spread spread, double... rounds) {

    String text() {
        return rounds.length == 1
                ? Numbers.of(spread.median())
                : Numbers.of(spread.median()) + " [" + Numbers.of(spread.min()) + ".." + Numbers.of(spread.max()) + "]";
    }
}
