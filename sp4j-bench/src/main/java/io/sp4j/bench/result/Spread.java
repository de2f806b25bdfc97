package io.sp4j.bench.result;

import java.util.Arrays;

/** Median, least and greatest of one figure over the rounds. */
public record Spread(double median, double min, double max) {

    /** A round farther from the median than this part of it is an outlier. */
    public static final double OUTLIER = 0.25;

    /** Of at least one value. */
    public static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    public boolean isOutlier(double value) {
        return Math.abs(value - median) > OUTLIER * Math.abs(median);
    }
}
