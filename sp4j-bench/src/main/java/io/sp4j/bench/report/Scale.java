package io.sp4j.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Maps values to pixels along one axis, evenly or by their logarithm. */
final class Scale {

    private final boolean logarithmic;
    private final double low;
    private final double high;
    private final double from;
    private final double to;

    private Scale(boolean logarithmic, double low, double high, double from, double to) {
        this.logarithmic = logarithmic;
        this.low = low;
        this.high = high;
        this.from = from;
        this.to = to;
    }

    /** From 0 to a little more than the greatest value. */
    static Scale linear(double greatest, double from, double to) {
        return new Scale(false, 0, greatest <= 0 ? 1 : greatest * 1.04, from, to);
    }

    /** From a little less than the least value above 0 to a little more than the greatest. */
    static Scale logarithmic(double least, double greatest, double from, double to) {
        double low = least <= 0 ? 1e-3 : least;
        double high = Math.max(greatest, low);
        double room = high / low < 3 ? 1.6 : 1.25;
        return new Scale(true, low / room, high * room, from, to);
    }

    boolean isLogarithmic() {
        return logarithmic;
    }

    double at(double value) {
        double part = logarithmic
                ? (Math.log(Math.max(value, low)) - Math.log(low)) / (Math.log(high) - Math.log(low))
                : (value - low) / (high - low);
        return from + Math.max(0, Math.min(1, part)) * (to - from);
    }

    /** Round values within the scale: at most about eight. */
    List<Double> ticks() {
        return logarithmic ? logarithmicTicks() : linearTicks();
    }

    private List<Double> logarithmicTicks() {
        double decades = Math.log10(high / low);
        double[] steps =
                decades > 3.2 ? new double[] {1} : decades > 1.6 ? new double[] {1, 3} : new double[] {1, 2, 5};
        List<Double> ticks = new ArrayList<>();
        for (int exponent = (int) Math.floor(Math.log10(low)); exponent <= Math.log10(high); exponent++) {
            for (double step : steps) {
                double tick = step * Math.pow(10, exponent);
                if (tick >= low && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    private List<Double> linearTicks() {
        double rough = high / 5;
        double unit = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = unit * (rough / unit > 5 ? 10 : rough / unit > 2 ? 5 : rough / unit > 1 ? 2 : 1);
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}
