package io.sp4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One line a while, also when the clock wraps around. */
class LogLimitTest {

    @Test
    void letsTheFirstThroughAndOneAnInterval() {
        StepClock clock = new StepClock();
        LogLimit limit = new LogLimit(clock, LogLimit.SECOND);
        assertThat(limit.allows()).isTrue();
        assertThat(limit.allows()).isFalse();
        clock.advance(LogLimit.SECOND - 1);
        assertThat(limit.allows()).isFalse();
        clock.advance(1);
        assertThat(limit.allows()).isTrue();
        assertThat(limit.allows()).isFalse();
        clock.advance(LogLimit.MINUTE);
        assertThat(limit.allows()).isTrue();
        assertThat(limit.allows()).as("what was not used is not saved up").isFalse();
    }
}
