package io.sp4j.bench.report;

import java.util.Locale;

/** Figures as people read them. */
public final class Numbers {

    private Numbers() {}

    /** Three significant digits with k, M or G behind them. */
    public static String of(double value) {
        double size = Math.abs(value);
        if (size >= 999.5e6) {
            return digits(value / 1e9) + " G";
        }
        if (size >= 999.5e3) {
            return digits(value / 1e6) + " M";
        }
        return size >= 9_999.5 ? digits(value / 1e3) + " k" : digits(value);
    }

    /** As {@code 3.2×}. */
    public static String ratio(double value) {
        return digits(value) + "×";
    }

    /** Bytes of a message: 64 B, 1 KiB, 1 MiB. */
    public static String size(int bytes) {
        return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : bytes >= 1 << 10 ? (bytes >> 10) + " KiB" : bytes + " B";
    }

    /** As {@link #of}, without zeros that say nothing: for what is round by nature, as on an axis. */
    static String round(double value) {
        return of(value).replaceFirst("(\\.\\d*?)0+( ?\\D*)$", "$1$2").replaceFirst("\\.( ?\\D*)$", "$1");
    }

    /** Three significant digits, never an exponent; two below 0.1. */
    static String digits(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        String form = size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : size >= 0.9995 ? "%.2f" : "%.3f";
        return size < 0.01 ? String.format(Locale.ROOT, "%.2g", value) : String.format(Locale.ROOT, form, value);
    }
}
