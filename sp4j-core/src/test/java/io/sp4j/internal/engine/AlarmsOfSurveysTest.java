package io.sp4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.Options;
import io.sp4j.SpException;
import io.sp4j.Surveyor0;
import io.sp4j.internal.io.JvmEnvironment;
import io.sp4j.spi.Clock;
import io.sp4j.spi.Environment;
import io.sp4j.spi.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AlarmsOfSurveysTest {

    @Test
    void keepsOneAlarmHoweverOftenAnEarlierOneIsWanted() {
        CountingEnvironment environment = new CountingEnvironment();
        try (Surveyor0 surveyor = Surveyor0.builder()
                        .environment(environment)
                        .surveyTime(Duration.ofHours(1))
                        .open();
                Surveyor0.Context quick = surveyor.openContext()) {
            surveyor.send("long");
            quick.set(Options.SURVEY_TIME, Duration.ofMillis(1));
            for (int i = 0; i < 20; i++) {
                quick.send("short");
                assertThatThrownBy(() -> quick.recv(Duration.ofSeconds(20)))
                        .isInstanceOfAny(SpException.Timeout.class, SpException.BadState.class);
            }
            assertThat(environment.alarms).hasValueBetween(0, 2);
        }
    }

    /** The real one, with a count of alarms that neither ran nor were cancelled. */
    private static final class CountingEnvironment implements Environment {
        private final AtomicInteger alarms = new AtomicInteger();

        @Override
        public Session open() {
            Session real = new JvmEnvironment().open();
            return new Session() {
                @Override
                public Clock clock() {
                    return counting(real.clock());
                }

                @Override
                public RandomGenerator random() {
                    return real.random();
                }

                @Override
                public Optional<Transport> transport(String scheme) {
                    return real.transport(scheme);
                }

                @Override
                public void close() {
                    real.close();
                }
            };
        }

        private Clock counting(Clock real) {
            return new Clock() {
                @Override
                public long nanos() {
                    return real.nanos();
                }

                @Override
                public Alarm schedule(long atNanos, Runnable action) {
                    AtomicBoolean over = new AtomicBoolean();
                    alarms.incrementAndGet();
                    Alarm alarm = real.schedule(atNanos, () -> {
                        end(over);
                        action.run();
                    });
                    return () -> {
                        end(over);
                        alarm.cancel();
                    };
                }
            };
        }

        private void end(AtomicBoolean over) {
            if (over.compareAndSet(false, true)) {
                alarms.decrementAndGet();
            }
        }
    }
}
