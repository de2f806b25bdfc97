package io.sp4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Escaping of text from outside. Specified by reliability.md 3b, row "Logs". */
class EscapesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "tcp://[::1]:80", "grüße 😀", "C:\\dir"})
    void leavesHarmlessTextAlone(String text) {
        assertThat(Escapes.escape(text, 256)).isEqualTo(text);
    }

    @Test
    void writesWhatCouldForgeALineAsEscapes() {
        assertThat(Escapes.escape("a\r\n\tb\0\u001b[31m\u007f\u0085", 256))
                .isEqualTo("a\\r\\n\\tb\\u0000\\u001b[31m\\u007f\\u0085");
        assertThat(Escapes.escape("\u2028\u2029\u202e\u200b\ufeff", 256))
                .isEqualTo("\\u2028\\u2029\\u202e\\u200b\\ufeff");
        assertThat(Escapes.escape("\ud83dx\ude00", 256)).isEqualTo("\\ud83dx\\ude00");
    }

    @ParameterizedTest
    @CsvSource({"abcdef, 6, abcdef", "abcdefg, 6, abc...", "abcdefg, 3, ...", "abc, 3, abc"})
    void cutsWhatIsTooLong(String text, int max, String cut) {
        assertThat(Escapes.escape(text, max)).isEqualTo(cut);
    }

    @Test
    void neverCutsWithinAnEscapeOrASurrogatePair() {
        assertThat(Escapes.escape("ab\0cdef", 8)).isEqualTo("ab...");
        assertThat(Escapes.escape("ab😀cdef", 6)).isEqualTo("ab...");
        assertThat(Escapes.escape("ab😀cdef", 7)).isEqualTo("ab😀...");
    }

    @Test
    void cutsALongTextQuickly() {
        String text = "x".repeat(10_000_000);
        assertTimeout(Duration.ofSeconds(1), () -> {
            assertThat(Escapes.escape(text, 256)).hasSize(256).endsWith("x...");
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverReturnsMoreThanAskedForNorAControlCharacter(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            char[] text = new char[random.nextInt(300)];
            for (int i = 0; i < text.length; i++) {
                text[i] = (char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000));
            }
            int max = 3 + random.nextInt(300);
            String escaped = Escapes.escape(new String(text), max);
            assertThat(escaped.length()).as("seed %d", seed).isLessThanOrEqualTo(max);
            assertThat(escaped.chars().noneMatch(Character::isISOControl)).isTrue();
        }
    }

    @Test
    void refusesARoomThatNothingFits() {
        assertThatIllegalArgumentException().isThrownBy(() -> Escapes.escape("", 2));
    }
}
