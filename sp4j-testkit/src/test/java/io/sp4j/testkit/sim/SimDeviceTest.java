package io.sp4j.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Device;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.RawSocket;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.testkit.Spec;
import org.junit.jupiter.api.Test;

/** A device needs no thread at all: here everything runs on the one of the test. */
@Spec("spec.md 4.2")
class SimDeviceTest {
    private final SimNetwork sim = new SimNetwork(7);

    @Test
    void carriesRequestsAndRepliesAndSurvivesACut() {
        try (Rep0 rep = Rep0.builder().environment(sim).listen("sim://server").open();
                RawSocket back = RawSocket.builder(Protocol.REQ0)
                        .environment(sim)
                        .dial("sim://server")
                        .open();
                RawSocket front = RawSocket.builder(Protocol.REP0)
                        .environment(sim)
                        .listen("sim://device")
                        .open();
                Device device = Device.start(front, back);
                Req0 req = Req0.builder().environment(sim).dial("sim://device").open()) {
            rep.serve(question -> question, 1);
            for (int i = 0; i < 200; i++) {
                assertThat(req.request(Message.of("question " + i)).text()).isEqualTo("question " + i);
            }
            sim.connections("server").get(0).cut();
            sim.connections("device").get(0).cut();
            assertThat(req.request("and now?").text()).isEqualTo("and now?");
            assertThat(device.stats().backward().messages()).isEqualTo(201);
        }
        assertThat(sim.leftovers()).isEmpty();
    }
}
