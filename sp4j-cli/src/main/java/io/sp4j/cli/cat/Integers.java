package io.sp4j.cli.cat;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers as nngcat reads them: decimal digits and nothing else. */
final class Integers {
    private static final int SECONDS_OF_A_DAY = 86_400;
    private static final int MAX_PORT = 65_536; // nngcat's mistake, kept: the address refuses it

    private Integers() {}

    /** Reads a number from 0 to {@code max}. */
    static int parse(String text, int max) {
        if (text.isEmpty()) {
            throw new TypeConversionException("Empty integer argument.");
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                throw new TypeConversionException("Integer argument expected.");
            }
            value = 10 * value + (digit - '0');
            if (value > max) {
                throw new TypeConversionException("Integer argument too large.");
            }
        }
        return (int) value;
    }

    /** Any number that is not negative. */
    static final class Amount implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return parse(text, Integer.MAX_VALUE);
        }
    }

    /** Seconds, at most a day. */
    static final class Seconds implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return parse(text, SECONDS_OF_A_DAY);
        }
    }

    /** A port. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return parse(text, MAX_PORT);
        }
    }
}
