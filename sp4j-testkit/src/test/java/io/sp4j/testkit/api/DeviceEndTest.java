package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.Device;
import io.sp4j.DeviceStats;
import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Protocol;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import io.sp4j.RawSocket;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketStats;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How devices begin, whose their sockets are, and how they end. */
@ExtendWith(LeakGate.class)
class DeviceEndTest {
    private static void await(CompletableFuture<?> future) throws Exception {
        future.get(Over.HANG.toSeconds(), TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"PUB0, PUSH0", "REQ0, REQ0", "PAIR0, PAIR1", "BUS0, PAIR0", "SURVEYOR0, REP0"})
    @Spec({"spec.md 10 #75", "spec.md 4.2"})
    void joinsOnlyProtocolsThatTalkWithEachOther(Protocol one, Protocol other) {
        try (RawSocket first = RawSocket.open(one);
                RawSocket second = RawSocket.open(other)) {
            assertThatThrownBy(() -> Device.start(first, second))
                    .isInstanceOf(SpException.InvalidOperation.class)
                    .hasMessageContaining(one.wireName())
                    .hasMessageContaining(other.wireName());
            assertThatCode(first::stats).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #75", "spec.md 4.2"})
    void reflectsOnlyProtocolsThatTalkWithThemselves(Protocol protocol) {
        try (RawSocket socket = RawSocket.open(protocol)) {
            if (protocol.peer() == protocol) {
                assertThatThrownBy(() -> Device.start(socket, socket)).isInstanceOf(SpException.InvalidOperation.class);
                Device.reflect(socket).close();
                assertThat(socket.isClosed()).isTrue();
            } else {
                assertThatThrownBy(() -> Device.reflect(socket)).isInstanceOf(SpException.InvalidOperation.class);
                assertThat(socket.isClosed()).isFalse();
            }
        }
    }

    @Test
    @Spec({"spec.md 10 #75", "api.md D2"})
    void takesNoCookedSockets() {
        for (Method method : Device.class.getMethods()) {
            if (method.getName().equals("start") || method.getName().equals("reflect")) {
                assertThat(method.getParameterTypes()).containsOnly(RawSocket.class);
            }
        }
    }

    @Test
    @Spec({"spec.md 4.2", "api.md Shape"})
    void ownsItsSocketsWhileItRuns() {
        try (RawSocket front = RawSocket.open(Protocol.REP0);
                RawSocket back = RawSocket.open(Protocol.REQ0);
                RawSocket other = RawSocket.open(Protocol.REQ0)) {
            Device device = Device.start(front, back);
            for (RawSocket socket : new RawSocket[] {front, back}) {
                assertThatThrownBy(() -> socket.send("x")).isInstanceOf(SpException.Busy.class);
                assertThatThrownBy(socket::tryRecv)
                        .isInstanceOf(SpException.Busy.class)
                        .extracting(e -> ((SpException) e).code())
                        .isSameAs(ErrorCode.BUSY);
            }
            assertThatThrownBy(() -> Device.start(front, other)).isInstanceOf(SpException.Busy.class);
            assertThatThrownBy(() -> Device.start(other, front)).isInstanceOf(SpException.Busy.class);
            assertThat(other.tryRecv()).as("given back").isEmpty();
            front.listen(Over.TCP.url());
            assertThat(front.stats().listeners()).hasSize(1);
            device.close();
            assertThat(front.isClosed() && back.isClosed()).isTrue();
            assertThatThrownBy(() -> Device.start(front, other)).isInstanceOf(SpException.Closed.class);
            assertThat(other.isClosed()).isFalse();
        }
    }

    @Test
    @Spec({"spec.md 10 #76", "spec.md 4.2"})
    void stopsNormallyWhenItIsClosed() throws Exception {
        Device device = Device.start(RawSocket.open(Protocol.SUB0), RawSocket.open(Protocol.PUB0));
        CompletableFuture<Void> stopped = device.stopped();
        assertThat(stopped).isNotDone();
        device.close();
        await(stopped);
        await(device.stopped());
        device.close();
    }

    @ParameterizedTest
    @CsvSource({"REP0, true", "REP0, false", "PULL0, true", "PULL0, false", "SUB0, true", "SUB0, false"})
    @Spec({"spec.md 10 #76", "spec.md 4.2"})
    void saysWhichSocketEndedIt(Protocol protocol, boolean first) {
        RawSocket one = RawSocket.builder(protocol).name("one").open();
        RawSocket other = RawSocket.builder(protocol.peer())
                .name("other")
                .listen(Over.TCP.url())
                .open();
        Device device = Device.start(one, other);
        (first ? one : other).close();
        assertThatThrownBy(() -> await(device.stopped()))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(SpException.Closed.class)
                .hasMessageContaining(first ? "socket one was" : "socket other was");
        assertThat(one.isClosed() && other.isClosed()).isTrue();
        device.close();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #76", "spec.md 4.2"})
    void endsThoughASendWaits(Over over) throws Exception {
        RawSocket in = Devices.raw(Protocol.PULL0).listen(over.url()).open();
        RawSocket out = Devices.raw(Protocol.PUSH0).open();
        try (Push0 push = Push0.builder().executor(Over.EXECUTOR).dial(in.url()).open()) {
            Device device = Device.start(in, out);
            push.send("nobody is there", Over.HANG);
            Events.eventually(() -> in.stats().rxMessages() == 1);
            in.close();
            assertThatThrownBy(() -> await(device.stopped())).hasCauseInstanceOf(SpException.Closed.class);
            long dropped = device.stats().forward().drops().getOrDefault(DropReason.UNDELIVERED_AT_CLOSE, 0L)
                    + in.stats().drops().getOrDefault(DropReason.UNREAD_AT_CLOSE, 0L);
            assertThat(dropped).isEqualTo(1);
        }
    }

    @Test
    @Spec({"spec.md 10 #76", "api.md D16"})
    void isNotTouchedByWhatBecomesOfTheFuture() throws Exception {
        try (Rep0 rep = Over.rep().listen(Over.TCP.url()).open();
                Devices device = new Devices(1, Over.TCP, Protocol.REP0, rep.url());
                Req0 req = Over.req().dial(device.url()).open()) {
            CompletableFuture<Void> kept = device.last().stopped();
            device.last().stopped().cancel(true);
            device.last().stopped().complete(null);
            device.last().stopped().completeExceptionally(new IllegalStateException());
            req.send("question");
            assertThat(rep.recv().text()).isEqualTo("question");
            rep.send("answer");
            assertThat(req.recv().text()).isEqualTo("answer");
            assertThat(kept).isNotDone();
            device.last().close();
            await(kept);
        }
    }

    @Test
    @Spec({"spec.md 4.2", "api.md D15"})
    void canBeClosedFromItsOwnTap() throws Exception {
        try (Rep0 rep = Over.rep().listen(Over.TCP.url()).open();
                Devices device = new Devices(1, Over.TCP, Protocol.REP0, rep.url());
                Req0 req = Over.req().dial(device.url()).open()) {
            device.last().onMessage((direction, m) -> device.last().close());
            req.send("question");
            await(device.last().stopped());
            assertThat(device.front().isClosed()).isTrue();
        }
    }

    /** Every message is with the receiver, or counted under a reason. */
    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 4.2", "api.md D15", "api.md D17"})
    void losesNothingUncountedWhenItIsClosedWhileMessagesFlow(Over over) throws Exception {
        for (int round = 0; round < 10; round++) {
            try (Pull0 pull = Pull0.builder()
                            .executor(Over.EXECUTOR)
                            .listen(over.url())
                            .open();
                    Devices devices = new Devices(1, over, Protocol.PULL0, pull.url());
                    Push0 push = Push0.builder()
                            .executor(Over.EXECUTOR)
                            .dial(devices.url())
                            .open()) {
                CompletableFuture<Void> pushing =
                        CompletableFuture.runAsync(() -> pushUntilNobodyTakes(push), Over.EXECUTOR);
                CompletableFuture<Long> pulling =
                        CompletableFuture.supplyAsync(() -> pullUntilClosed(pull), Over.EXECUTOR);
                int enough = 100 * round;
                Events.eventually(() -> devices.last().stats().forward().messages() >= enough);
                devices.last().close();
                await(pushing);
                checkConservation(devices);
                Events.eventually(() -> pull.pipes().isEmpty());
                pull.close(Duration.ZERO);
                long received = pulling.get(Over.HANG.toSeconds(), TimeUnit.SECONDS);
                assertThat(received + sum(pull.stats().drops()))
                        .isEqualTo(devices.back().stats().txMessages());
            }
        }
    }

    private static long pullUntilClosed(Pull0 pull) {
        long received = 0;
        try {
            for (; ; received++) {
                assertThat(pull.recv(Over.HANG).text()).isEqualTo(Long.toString(received));
            }
        } catch (SpException.Closed expected) {
            return received;
        }
    }

    private static void pushUntilNobodyTakes(Push0 push) {
        try {
            for (long i = 0; ; i++) {
                push.send(Long.toString(i), Duration.ofMillis(200));
            }
        } catch (SpException.Timeout expected) {
            // the device is gone
        }
    }

    private static long sum(Map<DropReason, Long> drops) {
        return drops.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void checkConservation(Devices devices) {
        DeviceStats.Way way = devices.last().stats().forward();
        SocketStats in = devices.front().stats();
        SocketStats out = devices.back().stats();
        long inHand = way.drops().getOrDefault(DropReason.UNDELIVERED_AT_CLOSE, 0L);
        assertThat(in.rxMessages())
                .isEqualTo(way.messages()
                        + inHand
                        + in.drops().values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
        assertThat(way.messages() + inHand)
                .isEqualTo(out.txMessages()
                        + out.drops().values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
    }

    @Test
    @Spec({"spec.md 4.2", "spec.md 10 #76"})
    void addsNoThread() {
        try (Rep0 rep = Over.rep().listen(Over.TCP.url()).open();
                RawSocket front =
                        Devices.raw(Protocol.REP0).listen(Over.TCP.url()).open();
                RawSocket back = Devices.raw(Protocol.REQ0).dial(rep.url()).open();
                Req0 req = Over.req().dial(front.url()).open()) {
            front.awaitPipes(1, Over.HANG);
            long before = threads();
            Device device = Device.start(front, back);
            for (int i = 0; i < 100; i++) {
                req.send("question");
                rep.recv();
                rep.send("answer");
                req.recv();
            }
            assertThat(threads()).isEqualTo(before);
            device.close();
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sp4j-"))
                .count();
    }

    @Test
    @Spec({"spec.md 4.2", "api.md D15"})
    void canBeStartedAndClosedByManyAtOnce() throws Exception {
        for (int round = 0; round < 100; round++) {
            RawSocket front = Devices.raw(Protocol.PAIR0).open();
            RawSocket back = Devices.raw(Protocol.PAIR0).open();
            AtomicInteger started = new AtomicInteger();
            AtomicReference<Device> device = new AtomicReference<>();
            CompletableFuture<?>[] all = new CompletableFuture<?>[4];
            Arrays.setAll(
                    all,
                    i -> CompletableFuture.runAsync(
                            () -> {
                                try {
                                    device.set(i % 2 == 0 ? Device.start(front, back) : Device.start(back, front));
                                    started.incrementAndGet();
                                } catch (SpException.Busy expected) {
                                    // another one was first
                                }
                            },
                            Over.EXECUTOR));
            await(CompletableFuture.allOf(all));
            assertThat(started.get()).isBetween(0, 1);
            Arrays.setAll(all, i -> CompletableFuture.runAsync(i % 2 == 0 ? front::close : back::close, Over.EXECUTOR));
            await(CompletableFuture.allOf(all));
            if (started.get() == 1) {
                assertThatThrownBy(() -> await(device.get().stopped())).hasCauseInstanceOf(SpException.Closed.class);
            }
            front.close();
            back.close();
        }
    }
}
