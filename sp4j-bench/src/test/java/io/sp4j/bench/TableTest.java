package io.sp4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final Peer SP4J = new JavaPeer("sp4j", "none", Handshake.SP);
    private static final Peer NNG = Peers.named("nng");

    @Test
    void showsTheMedianItsRangeAndTheMedianOfTheRoundsRatios() {
        Results results = new Results();
        rates(results, NNG, 1e6, 3e6, 2e6);
        rates(results, SP4J, 4e6, 6e6, 20e6);
        assertThat(Table.of(Workload.ONE_WAY, List.of(NNG, SP4J), results).lines())
                .element(2)
                .asString()
                .contains("nng", "2.00 [1.00..3.00]", "4.00x");
    }

    @Test
    void hasNoRatiosWithoutSp4j() {
        Results results = new Results();
        rates(results, NNG, 1e6, 2e6);
        assertThat(Table.of(Workload.ONE_WAY, List.of(NNG), results))
                .contains("1.50 [1.00..2.00]")
                .doesNotContain("x\n");
    }

    private static void rates(Results results, Peer peer, double... rates) {
        for (double rate : rates) {
            results.add(Workload.ONE_WAY, peer, Map.of("recv.msgs_per_s", rate));
        }
    }
}
