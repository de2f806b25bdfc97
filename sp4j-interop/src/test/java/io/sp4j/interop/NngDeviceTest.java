package io.sp4j.interop;

import static io.sp4j.interop.Ours.HANG;
import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Devices of nng between sockets of ours. */
@RequiresPeer("nng")
@ExtendWith(LeakGate.class)
class NngDeviceTest {
    private static final String ANY = "tcp://127.0.0.1:0";

    @Test
    @Spec({"spec.md 4.2", "spec.md 10 #74"})
    void theirDeviceCarriesOurRequestsAndReplies() throws Exception {
        NngSocket front = NngSocket.openRaw(Protocol.REP0);
        NngSocket back = NngSocket.openRaw(Protocol.REQ0);
        try (Req0 req = Ours.prepare(Req0.builder()).open();
                Rep0 rep = Ours.prepare(Rep0.builder()).open()) {
            req.dial(front.listen(ANY));
            rep.dial(back.listen(ANY));
            rep.serve(question -> Message.of("answer to " + question.text()), 4);
            CompletableFuture<Integer> end = run(front, back);
            for (int i = 0; i < Bodies.MANY; i++) {
                assertThat(req.request("question " + i, HANG).text()).isEqualTo("answer to question " + i);
            }
            front.end();
            back.end();
            assertThat(end.get(HANG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(NngException.ECLOSED);
        } finally {
            front.close();
            back.close();
        }
    }

    /** A device blocks the thread that runs it until one of its sockets is closed. */
    private static CompletableFuture<Integer> run(NngSocket one, NngSocket other) {
        one.waitForEver();
        other.waitForEver();
        CompletableFuture<Integer> end = new CompletableFuture<>();
        Thread device = new Thread(() -> end.complete(LibNng.nng_device(one.id(), other.id())), "nng-device");
        device.setDaemon(true);
        device.start();
        return end;
    }
}
