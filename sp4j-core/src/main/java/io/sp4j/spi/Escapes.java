package io.sp4j.spi;

import java.util.Locale;

/**
 * Makes text from outside fit for one line of a message or log: nothing in it can end the line, colour it or turn it
 * round.
 */
public final class Escapes {
    private static final String CUT = "...";

    private Escapes() {}

    /**
     * Writes control characters, format characters such as those that turn the direction of text, line separators and
     * halves of surrogate pairs as {@code \n}, {@code \r}, {@code \t} or <code>&#92;uXXXX</code>, and cuts what is too
     * long. Reads no more of the text than it keeps.
     *
     * @param text anything, of any length
     * @param max the most characters to return, at least 3; a longer text ends in {@code ...}
     * @return text without any of those characters; the same text if nothing was to be done
     */
    public static String escape(String text, int max) {
        if (max < CUT.length()) {
            throw new IllegalArgumentException("max is " + max + " but must be at least " + CUT.length());
        }
        StringBuilder escaped = new StringBuilder(Math.min(text.length(), max));
        int roomBeforeCut = 0; // where to cut if the rest does not fit: never within an escape or a surrogate pair
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            append(escaped, codePoint);
            if (escaped.length() > max) {
                escaped.setLength(roomBeforeCut);
                return escaped.append(CUT).toString();
            }
            if (escaped.length() <= max - CUT.length()) {
                roomBeforeCut = escaped.length();
            }
            i += Character.charCount(codePoint);
        }
        return escaped.toString();
    }

    private static void append(StringBuilder to, int codePoint) {
        switch (codePoint) {
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            default -> {
                if (isHarmless(codePoint)) {
                    to.appendCodePoint(codePoint);
                } else {
                    for (char unit : Character.toChars(codePoint)) {
                        to.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                    }
                }
            }
        }
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
