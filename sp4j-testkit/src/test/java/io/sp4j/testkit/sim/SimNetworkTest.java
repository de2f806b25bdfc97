package io.sp4j.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Message;
import io.sp4j.Pair0;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimNetworkTest {
    private final SimNetwork sim = new SimNetwork(42);

    private Pair0.Builder pair() {
        return Pair0.builder().environment(sim);
    }

    @Test
    void answersARequestAfterACut() {
        try (Rep0 rep = Rep0.builder().environment(sim).listen("sim://answers").open();
                Req0 req = Req0.builder().environment(sim).dial("sim://answers").open()) {
            rep.serve(question -> Message.of("42"), 1);
            assertThat(req.request("and?").text()).isEqualTo("42");
            sim.connections("answers").get(0).cut();
            assertThat(req.request("and now?").text()).isEqualTo("42");
            assertThat(sim.elapsed()).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(sim.leftovers()).isEmpty();
        assertThat(sim.connections()).isEmpty();
    }
}
