package io.sp4j.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.testkit.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random schedules of every protocol. {@code -Dsim.seeds=N} says how many in all, {@code -Dsim.seed=S} runs one again.
 */
@Spec("reliability.md 4b row 10")
@Timeout(value = 30, unit = TimeUnit.MINUTES) // a schedule ends by itself; many take their time
class SimScheduleTest {
    private static final int SEEDS = 2_000;
    private static final Logger LOG = Logger.getLogger("io.sp4j");
    private static final int TAIL = Integer.getInteger("sim.tail", 80);

    private final Faults faults = new Faults();

    @BeforeEach
    void listenToTheLog() {
        LOG.addHandler(faults);
        LOG.setUseParentHandlers(false);
    }

    @AfterEach
    void leaveTheLog() {
        LOG.setUseParentHandlers(true);
        LOG.removeHandler(faults);
    }

    @ParameterizedTest
    @EnumSource
    void keepsItsPromisesInRandomSchedules(Family family) {
        Long one = Long.getLong("sim.seed");
        int families = Family.values().length;
        if (one != null) {
            if (Math.floorMod(one, families) == family.ordinal()) {
                run(one);
            }
            return;
        }
        int seeds = Integer.getInteger("sim.seeds", SEEDS) / families;
        long first = Long.getLong("sim.first", 0);
        for (long i = 0; i < seeds; i++) {
            run((first + i) * families + family.ordinal());
        }
    }

    private long run(long seed) {
        Schedule schedule = new Schedule(seed);
        try {
            schedule.run();
            faults.check();
            return schedule.sim.fingerprint();
        } catch (Throwable failure) {
            throw new AssertionError(
                    "seed " + seed + " (" + schedule.family + "): " + failure.getMessage() + "\nagain: ./mvnw -B test"
                            + " -pl sp4j-testkit -am -Dtest=SimScheduleTest -Dsurefire.failIfNoSpecifiedTests=false"
                            + " -Dsim.seed=" + seed + "\n" + tail(schedule.sim.trace()),
                    failure);
        }
    }

    private static String tail(List<String> trace) {
        return String.join("\n", trace.subList(Math.max(0, trace.size() - TAIL), trace.size()));
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameEachTime(Family family) {
        for (long seed = family.ordinal(); seed < 4L * Family.values().length; seed += Family.values().length) {
            assertThat(run(seed)).as("seed %d", seed).isEqualTo(run(seed));
        }
    }

    /** What the library logs of peers is no news here; what it logs as its own fault fails the run. */
    private static final class Faults extends Handler {
        private final List<LogRecord> found = new ArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
                found.add(entry);
            }
        }

        void check() {
            for (LogRecord entry : found) {
                throw new AssertionError("I10: the library logged " + entry.getMessage(), entry.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
