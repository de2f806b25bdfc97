package io.sp4j;

import java.util.Locale;

/** The spelling of enum constants in counters, metrics and log lines. */
final class Labels {
    private Labels() {}

    /** Turns {@code MESSAGE_TOO_LARGE} into {@code messageTooLarge}. */
    static String camelCase(Enum<?> constant) {
        String[] words = constant.name().toLowerCase(Locale.ROOT).split("_");
        StringBuilder label = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            label.append(Character.toUpperCase(words[i].charAt(0))).append(words[i], 1, words[i].length());
        }
        return label.toString();
    }
}
