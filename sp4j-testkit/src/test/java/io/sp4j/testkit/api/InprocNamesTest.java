package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.DialMode;
import io.sp4j.Pair0;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The names of {@code inproc}. */
@ExtendWith(LeakGate.class)
@Spec("spec.md 10 #97")
class InprocNamesTest {
    private static final String NAME = "inproc://Names";
    private static final String OTHER_CASE = "inproc://names";

    @Test
    void differInUpperAndLowerCase() {
        try (Pair0 upper = Over.pair().listen(NAME).open();
                Pair0 lower = Over.pair().listen(OTHER_CASE).open();
                Pair0 dialing = Over.pair().dial(OTHER_CASE, DialMode.BLOCKING).open()) {
            dialing.send("to the other");
            assertThat(lower.recv().text()).isEqualTo("to the other");
            assertThat(upper.pipes()).isEmpty();
        }
    }

    @Test
    void belongToOneListenerAtATime() {
        try (Pair0 first = Over.pair().listen(NAME).open();
                Pair0 second = Over.pair().open()) {
            assertThatThrownBy(() -> second.listen(NAME)).isInstanceOf(SpException.AddressInUse.class);
            first.close(Duration.ZERO);
            assertThat(second.listen(NAME).url()).isEqualTo(NAME);
        }
    }

    @Test
    void refuseADialWhereNobodyListens() {
        try (Pair0 pair = Over.pair().open()) {
            assertThatThrownBy(() -> pair.dial(NAME, DialMode.BLOCKING))
                    .isInstanceOf(SpException.ConnectionRefused.class);
        }
    }
}
