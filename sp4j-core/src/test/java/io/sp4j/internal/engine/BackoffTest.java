package io.sp4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Spec;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The delays before dialing again. Specified by api.md D6 and spec.md 10 #108. */
class BackoffTest {
    private static final long MS = 1_000_000;
    private static final long MIN = 100 * MS;
    private static final long MAX = 5_000 * MS;

    @Test
    @Spec({"spec.md 10 #108", "api.md 1.10 #17"})
    void doublesToTheMaximumAndDrawsFromTheUpperThreeQuarters() {
        for (int seed = 0; seed < 500; seed++) {
            Backoff backoff = new Backoff(new SplittableRandom(seed));
            long step = MIN;
            for (int i = 0; i < 12; i++) {
                assertThat(backoff.next(MIN, MAX))
                        .as("seed %d, delay %d", seed, i)
                        .isBetween(Math.max(10 * MS, step / 4), step);
                step = Math.min(2 * step, MAX);
            }
        }
    }

    @Test
    void isSpreadEvenly() {
        int[] tenths = new int[10];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            long delay = new Backoff(random).next(MIN, MAX);
            tenths[(int) Math.min(9, (delay - 25 * MS) * 10 / (75 * MS))]++;
        }
        for (int count : tenths) {
            assertThat(count).isBetween(1_700, 2_300);
        }
    }

    @Test
    @Spec("spec.md 10 #108")
    void startsAgainAfterAReset() {
        Backoff backoff = new Backoff(new SplittableRandom(1));
        for (int i = 0; i < 10; i++) {
            backoff.next(MIN, MAX);
        }
        assertThat(backoff.next(MIN, MAX)).isGreaterThan(MIN);
        backoff.reset();
        assertThat(backoff.next(MIN, MAX)).isLessThanOrEqualTo(MIN);
    }

    @Test
    void neverWaitsLessThanTenMilliseconds() {
        Backoff backoff = new Backoff(new SplittableRandom(1));
        assertThat(backoff.next(0, 0)).isEqualTo(10 * MS);
        assertThat(backoff.next(0, 0)).isEqualTo(10 * MS);
        assertThat(new Backoff(new SplittableRandom(1)).next(12 * MS, MAX)).isBetween(10 * MS, 12 * MS);
    }

    @Test
    void staysAtTheMinimumWhenTheMaximumIsZeroOrLess() {
        for (long max : new long[] {0, MIN / 2, MIN}) {
            Backoff backoff = new Backoff(new SplittableRandom(3));
            for (int i = 0; i < 20; i++) {
                assertThat(backoff.next(MIN, max)).isBetween(MIN / 4, MIN);
            }
        }
    }

    @Test
    void doesNotOverflow() {
        Backoff backoff = new Backoff(new SplittableRandom(3));
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.next(MIN, Long.MAX_VALUE)).isPositive();
        }
        assertThat(new Backoff(new SplittableRandom(3)).next(Long.MAX_VALUE, Long.MAX_VALUE))
                .isGreaterThan(Duration.ofDays(300).toNanos());
    }

    @Test
    void heedsNewLimitsAtOnce() {
        Backoff backoff = new Backoff(new SplittableRandom(3));
        for (int i = 0; i < 10; i++) {
            backoff.next(MIN, MAX);
        }
        assertThat(backoff.next(MIN, 200 * MS)).isLessThanOrEqualTo(200 * MS);
    }
}
