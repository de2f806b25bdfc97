package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Device;
import io.sp4j.Device.Direction;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import io.sp4j.RawSocket;
import io.sp4j.Registration;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Back-pressure through devices, many users of one, and those who watch. */
@ExtendWith(LeakGate.class)
class DeviceFlowTest {

    private static Push0 pusher(String url) {
        return Push0.builder().executor(Over.EXECUTOR).dial(url).open();
    }

    private static Pull0 puller(Over over) {
        return Pull0.builder().executor(Over.EXECUTOR).listen(over.url()).open();
    }

    /** What every queue on the way takes together, the kernel's included, is far less than the sender would like to send. */
    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 4.2", "spec.md 10 #78", "api.md D21"})
    void makesTheSenderWaitForAReceiverThatHasStopped(Over over) throws Exception {
        int most = 4_000;
        byte[] body = new byte[64 << 10];
        try (Pull0 pull = puller(over);
                Devices devices = new Devices(2, over, Protocol.PULL0, pull.url());
                Push0 push = pusher(devices.url())) {
            int accepted = 0;
            try {
                for (; accepted < most; accepted++) {
                    ByteBuffer.wrap(body).putInt(accepted);
                    push.send(body, Duration.ofMillis(500));
                }
            } catch (SpException.Timeout expected) {
                // nobody takes any more
            }
            assertThat(accepted).isBetween(1, 2_000);
            CompletableFuture<Void> onwards = push.sendAsync(new byte[4], Over.HANG);
            for (int i = 0; i < accepted; i++) {
                Message m = pull.recv(Over.HANG);
                assertThat(m.buffer().getInt()).isEqualTo(i);
                assertThat(m.length()).isEqualTo(body.length);
            }
            assertThat(pull.recv(Over.HANG).length()).isEqualTo(4);
            onwards.get(Over.HANG.toSeconds(), TimeUnit.SECONDS);
            assertThat(devices.front().stats().drops()).isEmpty();
            assertThat(devices.back().stats().drops()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 4.2")
    void servesTenRequestersAtOnce(Over over) throws Exception {
        int each = 200;
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Registration serving = rep.serve(question -> question, 4);
                Devices devices = new Devices(2, over, Protocol.REP0, rep.url())) {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                String name = "requester " + i + ", question ";
                all.add(CompletableFuture.runAsync(
                        () -> {
                            try (Req0 req = Over.req().dial(devices.url()).open()) {
                                for (int n = 0; n < each; n++) {
                                    assertThat(req.request(name + n).text()).isEqualTo(name + n);
                                }
                            }
                        },
                        Over.EXECUTOR));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(100, TimeUnit.SECONDS);
            assertThat(devices.last().stats().forward().messages()).isEqualTo(10L * each);
            assertThat(devices.last().stats().backward().messages()).isEqualTo(10L * each);
            assertThat(serving).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"api.md Shape", "spec.md 4.2"})
    void showsWhatPassesInOrderAndWithItsHeader(Over over) {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Devices device = new Devices(1, over, Protocol.REP0, rep.url());
                Req0 req = Over.req().dial(device.url()).open()) {
            Registration tapped = device.last().onMessage((direction, m) -> {
                assertThat(ByteBuffer.wrap(m.header()).getInt(0))
                        .isEqualTo(device.front().pipes().get(0).id());
                seen.add(direction + " " + m.text());
            });
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                req.send("question " + i);
                rep.recv();
                rep.send("answer " + i);
                req.recv();
                expected.add(Direction.FORWARD + " question " + i);
                expected.add(Direction.BACKWARD + " answer " + i);
            }
            Events.eventually(() -> seen.size() == 100);
            assertThat(seen).containsExactlyElementsOf(expected);
            tapped.close();
            req.send("unseen");
            assertThat(rep.recv().text()).isEqualTo("unseen");
            assertThat(seen).hasSize(100);
            assertThat(device.front().stats().callbackFailures()).isZero();
        }
    }

    @Test
    @Spec({"api.md Shape", "spec.md 4.2"})
    void isNotHarmedByATapThatThrows() throws Exception {
        Events failures = new Events();
        try (Pull0 pull = puller(Over.TCP);
                RawSocket in = Devices.raw(Protocol.PULL0)
                        .onEvent(SocketEvent.CallbackFailed.class, failures)
                        .listen(Over.TCP.url())
                        .open();
                RawSocket out = Devices.raw(Protocol.PUSH0).dial(pull.url()).open();
                Device device = Device.start(in, out);
                Push0 push = pusher(in.url())) {
            Queue<String> seen = new ConcurrentLinkedQueue<>();
            device.onMessage((direction, m) -> {
                throw new IllegalStateException("tap");
            });
            device.onMessage((direction, m) -> seen.add(m.text()));
            push.send("one", Over.HANG);
            push.send("two", Over.HANG);
            assertThat(pull.recv(Over.HANG).text()).isEqualTo("one");
            assertThat(pull.recv(Over.HANG).text()).isEqualTo("two");
            for (int i = 0; i < 2; i++) {
                assertThat(failures.next(SocketEvent.CallbackFailed.class).error())
                        .isInstanceOf(IllegalStateException.class);
            }
            Events.eventually(() -> seen.size() == 2);
            assertThat(in.stats().callbackFailures()).isEqualTo(2);
        }
    }

    @Test
    @Spec({"api.md Shape", "api.md D17"})
    void countsWhatATapIsTooSlowToSee() throws Exception {
        int many = 3_000;
        CountDownLatch go = new CountDownLatch(1);
        Queue<Integer> seen = new ConcurrentLinkedQueue<>();
        try (Pull0 pull = puller(Over.INPROC);
                Devices device = new Devices(1, Over.INPROC, Protocol.PULL0, pull.url());
                Push0 push = pusher(device.url())) {
            device.last().onMessage((direction, m) -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                seen.add(Integer.valueOf(m.text()));
            });
            for (int i = 0; i < many; i++) {
                push.send(Integer.toString(i), Over.HANG);
                assertThat(pull.recv(Over.HANG).text()).isEqualTo(Integer.toString(i));
            }
            long missed = device.last().stats().missedByTaps();
            assertThat(missed).isBetween(many - 1_025L, many - 1_024L);
            go.countDown();
            Events.eventually(() -> seen.size() == many - missed);
            assertThat(List.copyOf(seen)).isSorted();
        }
    }
}
