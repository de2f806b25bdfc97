package io.sp4j.bench.report;

import java.util.Locale;

/** Writes the elements of a picture; coordinates are pixels, colours come from classes. */
final class Svg {

    private final StringBuilder out = new StringBuilder();
    private final double width;
    private final double height;

    Svg(double width, double height) {
        this.width = width;
        this.height = height;
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    Svg line(String classes, double x1, double y1, double x2, double y2) {
        return add(
                "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>",
                classes, at(x1), at(y1), at(x2), at(y2));
    }

    Svg rect(String classes, double x, double y, double w, double h) {
        return add(
                "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"2\"/>",
                classes, at(x), at(y), at(Math.max(0, w)), at(h));
    }

    Svg circle(String classes, double x, double y, double radius) {
        return add("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>", classes, at(x), at(y), at(radius));
    }

    Svg path(String classes, String d) {
        return add("<path class=\"%s\" d=\"%s\"/>", classes, d);
    }

    /** @param anchor start, middle or end */
    Svg text(String classes, double x, double y, String anchor, String text) {
        return add(
                "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>",
                classes, at(x), at(y), anchor, escape(text));
    }

    /** Begins a group that says this when it is pointed at. */
    Svg group(String classes, String hint) {
        return add("<g class=\"%s\"><title>%s</title>", classes, escape(hint));
    }

    Svg group(String classes) {
        return add("<g class=\"%s\">", classes);
    }

    Svg end() {
        return add("</g>");
    }

    /** The whole picture, with its description for those who do not see it. */
    String finish(String description) {
        return String.format(
                Locale.ROOT,
                "<svg class=\"chart\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">%s</svg>",
                at(width),
                at(height),
                escape(description),
                out);
    }

    /** What has been written, without the element around it. */
    String content() {
        return out.toString();
    }

    /** A path through points. */
    static String through(double[] x, double[] y) {
        StringBuilder d = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            d.append(i == 0 ? "M" : "L").append(at(x[i])).append(' ').append(at(y[i]));
        }
        return d.toString();
    }

    /** One decimal place. */
    static String at(double coordinate) {
        String text = String.format(Locale.ROOT, "%.1f", coordinate);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** Text that may stand in an element or between double quotes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private Svg add(String form, Object... values) {
        out.append(String.format(Locale.ROOT, form, values)).append('\n');
        return this;
    }
}
