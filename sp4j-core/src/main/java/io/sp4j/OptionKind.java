package io.sp4j;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the values of an option are: type, default, spelling and range.
 *
 * @param reader reads a text, or throws {@link IllegalArgumentException}; the result may be out of range
 * @param normal replaces a value by the one that is kept for it
 * @param inRange tells whether a normal value may be set
 * @param range says in words what may be set
 */
record OptionKind<T>(
        Class<T> type,
        T defaultValue,
        Function<String, T> reader,
        UnaryOperator<T> normal,
        Predicate<T> inRange,
        String range) {
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,19}(?:\\.[0-9]{1,9})?) ?(ns|us|ms|s|m|h|d)");
    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,19}");
    private static final Map<String, Duration> UNITS = Map.of(
            "ns", Duration.ofNanos(1),
            "us", Duration.ofNanos(1_000),
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final int MILLIS_PER_SECOND = 1_000;
    private static final int OCTAL = 8;
    private static final int ALL_PERMISSIONS = 0777;

    /** Whole numbers. */
    static OptionKind<Integer> number(int min, int max, int defaultValue) {
        return new OptionKind<>(
                Integer.class,
                defaultValue,
                Integer::valueOf,
                UnaryOperator.identity(),
                value -> value >= min && value <= max,
                min + " to " + max);
    }

    /** Times from {@code min} on, for ever included. */
    static OptionKind<Duration> time(Duration min, Duration defaultValue) {
        return time(min, Options.FOREVER, defaultValue);
    }

    /** Times within bounds; what is longer than for ever is for ever. */
    static OptionKind<Duration> time(Duration min, Duration max, Duration defaultValue) {
        return new OptionKind<>(
                Duration.class,
                defaultValue,
                OptionKind::readTime,
                value -> value.compareTo(Options.FOREVER) > 0 ? Options.FOREVER : value,
                value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                show(min) + " to " + show(max));
    }

    /** Yes or no. */
    static OptionKind<Boolean> flag(boolean defaultValue) {
        return new OptionKind<>(
                Boolean.class,
                defaultValue,
                OptionKind::readFlag,
                UnaryOperator.identity(),
                value -> true,
                "true or false");
    }

    /** Text of limited length, empty by default. */
    static OptionKind<String> text(int maxBytes) {
        return new OptionKind<>(
                String.class,
                "",
                Function.identity(),
                UnaryOperator.identity(),
                value -> value.getBytes(StandardCharsets.UTF_8).length <= maxBytes,
                "a text of at most " + maxBytes + " bytes of UTF-8");
    }

    /** Paths, empty by default. */
    static OptionKind<Path> path() {
        return new OptionKind<>(
                Path.class,
                Path.of(""),
                Path::of,
                UnaryOperator.identity(),
                value -> true,
                "a path, or empty for none");
    }

    /** Permissions of a file, read and shown as chmod does. */
    static OptionKind<Integer> permissions(int defaultValue) {
        return new OptionKind<>(
                Integer.class,
                defaultValue,
                text -> Integer.valueOf(text, OCTAL),
                UnaryOperator.identity(),
                value -> value >= 0 && value <= ALL_PERMISSIONS,
                "0 to 0777 (octal)");
    }

    /** Configurations of TLS, which have no spelling. */
    static OptionKind<TlsConfig> tls() {
        return new OptionKind<>(
                TlsConfig.class,
                TlsConfig.DEFAULT,
                text -> {
                    throw new IllegalArgumentException("made by TlsConfig.builder()");
                },
                UnaryOperator.identity(),
                value -> true,
                "a TlsConfig");
    }

    private static Boolean readFlag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "1" -> true;
            case "false", "off", "no", "0" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static Duration readTime(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("forever") || lower.equals("-1")) {
            return Options.FOREVER;
        }
        Matcher amount = AMOUNT.matcher(MILLIS.matcher(lower).matches() ? lower + "ms" : lower);
        if (!amount.matches()) {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("no time", e);
            }
        }
        Duration named = UNITS.getOrDefault(amount.group(2), Duration.ofMillis(1));
        BigDecimal unit = BigDecimal.valueOf(named.toNanos());
        BigDecimal nanos = new BigDecimal(amount.group(1)).multiply(unit).setScale(0, RoundingMode.CEILING);
        BigDecimal longest = BigDecimal.valueOf(Options.FOREVER.toNanos());
        return Duration.ofNanos(nanos.min(longest).longValueExact());
    }

    private static String show(Duration time) {
        if (time.equals(Options.FOREVER)) {
            return "forever";
        }
        long millis = time.toMillis();
        return millis % MILLIS_PER_SECOND == 0 && millis > 0 ? millis / MILLIS_PER_SECOND + " s" : millis + " ms";
    }
}
