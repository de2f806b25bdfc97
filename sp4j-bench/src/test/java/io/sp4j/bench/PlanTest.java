package io.sp4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.bench.peer.Peer;
import io.sp4j.bench.peer.Peers;
import io.sp4j.bench.plan.Transport;
import io.sp4j.bench.plan.Variant;
import io.sp4j.bench.plan.Workloads;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void measuresPointsOfCurvesInAThirdOfTheRounds() {
        assertThat(plan("--rounds", "6").steps())
                .allSatisfy(step ->
                        assertThat(step.rounds()).isEqualTo(step.variant().depth() == Variant.Depth.CURVE ? 2 : 6));
    }

    @Test
    void leavesOutWhatIsNotAskedFor() {
        assertThat(plan("--quick").steps())
                .isNotEmpty()
                .allMatch(step -> step.variant().depth().isPartOf(true));
        assertThat(plan("--workloads", "one-way", "--transports", "ipc", "--sizes", "64")
                        .steps())
                .singleElement()
                .extracting(step -> step.variant().transport())
                .isEqualTo(Transport.IPC);
    }

    @Test
    void measuresTransportsThatAreNamedInAShortRunToo() {
        assertThat(plan("--quick", "--transports", "wss,ws").steps())
                .extracting(step -> step.variant().transport())
                .contains(Transport.WS, Transport.WSS)
                .doesNotContain(Transport.TCP);
        assertThat(plan().steps()).noneMatch(step -> step.variant().transport() == Transport.WSS);
    }

    @Test
    void takesLessThanHalfAnHour() {
        Settings settings = Settings.parse(List.of());
        assertThat(Plan.of(settings).seconds(Peers.ALL, settings)).isLessThan(27 * 60);
    }

    @Test
    void measuresSp4jInEveryWorkload() {
        assertThat(Workloads.ALL).allSatisfy(workload -> {
            assertThat(workload.notOffered("sp4j")).isEmpty();
            assertThat(workload.variants()).isNotEmpty();
        });
    }

    @Test
    void measuresAnotherJdkWhereverItMeasuresSp4jButInCurves() {
        Settings settings = Settings.parse(List.of("--jdk", System.getProperty("java.home")));
        Peer other = settings.jdks.get(0);
        assertThat(Plan.of(settings).steps())
                .filteredOn(step -> step.variant().depth() != Variant.Depth.CURVE)
                .allMatch(step -> Plan.notOffered(other, step, settings).isEmpty());
    }

    private static Plan plan(String... args) {
        return Plan.of(Settings.parse(List.of(args)));
    }
}
