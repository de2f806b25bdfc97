package io.sp4j.interop;

import static io.sp4j.interop.Ours.HANG;
import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Device;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.RawSocket;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Devices of either side between sockets of the other. */
@RequiresPeer("nng")
@ExtendWith(LeakGate.ThreadsOnly.class)
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

    @Test
    @Spec({"spec.md 4.2", "spec.md 10 #74"})
    void ourDeviceCarriesTheirRequestsAndReplies() {
        try (RawSocket front = Ours.prepare(RawSocket.builder(Protocol.REP0)).open();
                RawSocket back = Ours.prepare(RawSocket.builder(Protocol.REQ0)).open();
                NngSocket req = NngSocket.open(Protocol.REQ0);
                NngSocket rep = NngSocket.open(Protocol.REP0)) {
            Device device = Device.start(front, back);
            req.dial(front.listen(ANY).url());
            rep.dial(back.listen(ANY).url());
            for (int i = 0; i < Bodies.MANY; i++) {
                req.send(Bodies.numbered(i, 1));
                assertThat(rep.recv()).isEqualTo(Bodies.numbered(i, 1));
                rep.send(Bodies.numbered(i, 2));
                assertThat(req.recv()).isEqualTo(Bodies.numbered(i, 2));
            }
            assertThat(device.stopped()).isNotDone();
        }
    }

    @Test
    @Spec({"spec.md 3.2", "spec.md 10 #23"})
    void ourDeviceAddsAHopToTheirPair() {
        try (RawSocket front = Ours.prepare(RawSocket.builder(Protocol.PAIR1)).open();
                RawSocket back = Ours.prepare(RawSocket.builder(Protocol.PAIR1)).open();
                NngSocket one = NngSocket.open(Protocol.PAIR1);
                NngSocket other = NngSocket.openRaw(Protocol.PAIR1)) {
            Device device = Device.start(front, back);
            one.dial(front.listen(ANY).url());
            other.dial(back.listen(ANY).url());
            one.send(new byte[] {42});
            NngMessage message = other.recvMessage();
            assertThat(message.words()).containsExactly(2);
            assertThat(message.body()).containsExactly(42);
            other.send(message);
            assertThat(one.recv()).containsExactly(42);
            assertThat(device.stopped()).isNotDone();
        }
    }

    @Test
    @Spec({"spec.md 3.9", "spec.md 10 #72"})
    void ourBusDeviceReflectsToAllButTheSender() {
        try (RawSocket bus = Ours.prepare(RawSocket.builder(Protocol.BUS0)).open();
                NngSocket one = NngSocket.open(Protocol.BUS0);
                NngSocket two = NngSocket.open(Protocol.BUS0)) {
            Device device = Device.reflect(bus);
            String url = bus.listen(ANY).url();
            one.dial(url);
            two.dial(url);
            one.awaitPipe();
            two.awaitPipe();
            bus.awaitPipes(2, HANG);
            one.send(new byte[] {1});
            assertThat(two.recv()).containsExactly(1);
            two.send(new byte[] {2});
            // Not its own, which would have come first.
            assertThat(one.recv()).containsExactly(2);
            assertThat(device.stopped()).isNotDone();
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
