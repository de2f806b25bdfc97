package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Bus0;
import io.sp4j.Device;
import io.sp4j.DeviceStats;
import io.sp4j.DialMode;
import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Pair0;
import io.sp4j.Pair1;
import io.sp4j.Protocol;
import io.sp4j.Pub0;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import io.sp4j.RawSocket;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.Respondent0;
import io.sp4j.Sub0;
import io.sp4j.Surveyor0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What devices pass on, and to whom. */
@ExtendWith(LeakGate.class)
class DeviceTest {
    private static final int ID = 0x8000_0005;

    private static byte[] word(int word) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(word).array();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #74", "spec.md 4.2", "api.md Shape"})
    void passesRequestsOnAndRepliesBack(Over over) {
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Devices device = new Devices(1, over, Protocol.REP0, rep.url());
                Req0 req = Over.req().dial(device.url()).open()) {
            for (int i = 0; i < 100; i++) {
                req.send("question " + i);
                assertThat(rep.recv().text()).isEqualTo("question " + i);
                rep.send("answer " + i);
                assertThat(req.recv().text()).isEqualTo("answer " + i);
            }
            DeviceStats stats = device.last().stats();
            assertThat(stats.forward().messages()).isEqualTo(100);
            assertThat(stats.backward().messages()).isEqualTo(100);
            assertThat(stats.forward().bytes()).isEqualTo(10 * 10 + 90 * 11);
            assertThat(stats.forward().drops()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"TCP, 1", "TCP, 2", "TCP, 14", "INPROC, 2", "INPROC, 14"})
    @Spec({"spec.md 10 #74", "spec.md 4.1"})
    void passesThroughAsManyDevicesAsTheHopLimitAllows(Over over, int count) {
        try (Rep0 rep = Over.rep().maxTtl(count + 1).listen(over.url()).open();
                Devices devices = new Devices(count, over, Protocol.REP0, rep.url());
                Req0 req = Over.req().dial(devices.url()).open()) {
            req.send("far");
            assertThat(rep.recv().text()).isEqualTo("far");
            rep.send("and back");
            assertThat(req.recv().text()).isEqualTo("and back");
        }
    }

    @ParameterizedTest
    @CsvSource({"TCP, 1", "INPROC, 2", "TCP, 15"})
    @Spec({"spec.md 10 #74", "spec.md 4.1"})
    void stopsAtOneDeviceMore(Over over, int count) {
        try (Rep0 rep = Over.rep().maxTtl(count).listen(over.url()).open();
                Devices devices = new Devices(count, over, Protocol.REP0, rep.url());
                Req0 req = Over.req().dial(devices.url()).open()) {
            req.send("too far");
            Events.eventually(() -> rep.stats().drops().getOrDefault(DropReason.HOP_LIMIT, 0L) == 1);
            assertThat(rep.pipes()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #74", "spec.md 4.2"})
    void endsARingOfDevicesAtTheHopLimit(Over over) {
        try (RawSocket front =
                        Devices.raw(Protocol.REP0).maxTtl(6).listen(over.url()).open();
                RawSocket back = Devices.raw(Protocol.REQ0).open()) {
            try (Devices ring = new Devices(1, over, Protocol.REP0, front.url());
                    Device closing = Device.start(front, dialing(back, ring.url()));
                    RawSocket req = Devices.raw(Protocol.REQ0).dial(ring.url()).open()) {
                req.send(Message.of("round").withHeader(word(ID)));
                Events.eventually(() -> front.stats().drops().getOrDefault(DropReason.HOP_LIMIT, 0L) == 1);
                assertThat(closing.stats().forward().messages()).isEqualTo(3);
            }
        }
    }

    private static RawSocket dialing(RawSocket socket, String url) {
        socket.dial(url);
        return socket;
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #23", "spec.md 10 #75", "spec.md 4.2"})
    void countsTheHopsOfAPairUntilTheLimit(Over over) {
        try (RawSocket one =
                        Devices.raw(Protocol.PAIR1).maxTtl(9).listen(over.url()).open();
                RawSocket other =
                        Devices.raw(Protocol.PAIR1).maxTtl(9).dial(one.url()).open()) {
            other.awaitPipes(1, Over.HANG);
            other.send(Message.of("to and fro").withHeader(word(0)));
            try (Device there = Device.reflect(one);
                    Device here = Device.reflect(other)) {
                Events.eventually(() -> one.stats().drops().getOrDefault(DropReason.HOP_LIMIT, 0L)
                                + other.stats().drops().getOrDefault(DropReason.HOP_LIMIT, 0L)
                        == 1);
                assertThat(there.stats().forward().messages()
                                + here.stats().forward().messages())
                        .isEqualTo(9);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #23", "spec.md 4.2"})
    void addsAHopToMessagesOfAPair(Over over) {
        try (RawSocket far = Devices.raw(Protocol.PAIR1).listen(over.url()).open();
                Devices devices = new Devices(2, over, Protocol.PAIR1, far.url());
                Pair1 near = Pair1.builder()
                        .executor(Over.EXECUTOR)
                        .dial(devices.url())
                        .open()) {
            near.send("out");
            Message out = far.recv(Over.HANG);
            assertThat(out.header()).isEqualTo(word(3));
            far.send(Message.of("home").withHeader(word(0)));
            assertThat(near.recv(Over.HANG).text()).isEqualTo("home");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #75", "spec.md 4.2"})
    void sendsEverythingBackToThePeerOfAPair(Over over) {
        try (RawSocket echo = Devices.raw(Protocol.PAIR0).listen(over.url()).open();
                Device device = Device.reflect(echo);
                Pair0 pair = Over.pair().dial(echo.url()).open()) {
            for (int i = 0; i < 1_000; i++) {
                pair.send("again " + i);
                assertThat(pair.recv().text()).isEqualTo("again " + i);
            }
            assertThat(device.stats().forward().messages()).isEqualTo(1_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #72", "spec.md 10 #75", "spec.md 4.2"})
    void reflectsABusToAllButTheSender(Over over) {
        try (RawSocket hub = Devices.raw(Protocol.BUS0).listen(over.url()).open();
                Device device = Device.reflect(hub);
                Bus0 one = bus(hub.url());
                Bus0 two = bus(hub.url());
                Bus0 three = bus(hub.url())) {
            hub.awaitPipes(3, Over.HANG);
            one.send("from one");
            assertThat(two.recv(Over.HANG).text()).isEqualTo("from one");
            assertThat(three.recv(Over.HANG).text()).isEqualTo("from one");
            two.send("from two");
            assertThat(one.recv(Over.HANG).text()).isEqualTo("from two");
            assertThat(three.recv(Over.HANG).text()).isEqualTo("from two");
            assertThat(two.tryRecv()).isEmpty();
            assertThat(device.stats().forward().messages()).isEqualTo(2);
        }
    }

    private static Bus0 bus(String url) {
        return Bus0.builder().executor(Over.EXECUTOR).dial(url).open();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #72", "spec.md 4.2"})
    void joinsTwoBuses(Over over) {
        try (Bus0 far = Bus0.builder()
                        .executor(Over.EXECUTOR)
                        .listen(over.url())
                        .open();
                Devices device = new Devices(1, over, Protocol.BUS0, far.url());
                Bus0 near = bus(device.url())) {
            far.awaitPipes(1, Over.HANG);
            near.send("there");
            assertThat(far.recv(Over.HANG).text()).isEqualTo("there");
            far.send("here");
            assertThat(near.recv(Over.HANG).text()).isEqualTo("here");
            assertThat(near.tryRecv()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 4.2")
    void passesSurveysOnAndAllAnswersBack(Over over) {
        try (Surveyor0 surveyor = Surveyor0.builder()
                        .executor(Over.EXECUTOR)
                        .surveyTime(Over.HANG)
                        .listen(over.url())
                        .open();
                RawSocket back =
                        Devices.raw(Protocol.SURVEYOR0).listen(over.url()).open();
                RawSocket front =
                        Devices.raw(Protocol.RESPONDENT0).dial(surveyor.url()).open();
                Device device = Device.start(front, back);
                Respondent0 one = respondent(back.url());
                Respondent0 two = respondent(back.url())) {
            surveyor.awaitPipes(1, Over.HANG);
            back.awaitPipes(2, Over.HANG);
            surveyor.send("who?");
            for (Respondent0 each : List.of(one, two)) {
                assertThat(each.recv(Over.HANG).text()).isEqualTo("who?");
                each.send(each.name());
            }
            assertThat(List.of(
                            surveyor.recv(Over.HANG).text(),
                            surveyor.recv(Over.HANG).text()))
                    .containsExactlyInAnyOrder(one.name(), two.name());
            assertThat(device.stats().backward().messages()).isEqualTo(2);
        }
    }

    private static Respondent0 respondent(String url) {
        return Respondent0.builder().executor(Over.EXECUTOR).dial(url).open();
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 4.2")
    void forwardsWhatIsPublished(Over over) {
        try (Pub0 pub = Pub0.builder()
                        .executor(Over.EXECUTOR)
                        .listen(over.url())
                        .open();
                RawSocket in = Devices.raw(Protocol.SUB0).dial(pub.url()).open();
                RawSocket out = Devices.raw(Protocol.PUB0).listen(over.url()).open();
                Device device = Device.start(out, in);
                Sub0 sub = Sub0.builder()
                        .executor(Over.EXECUTOR)
                        .topics("b")
                        .dial(out.url())
                        .open()) {
            pub.awaitPipes(1, Over.HANG);
            out.awaitPipes(1, Over.HANG);
            pub.send("a 1");
            pub.send("b 2");
            assertThat(sub.recv(Over.HANG).text()).isEqualTo("b 2");
            assertThat(device.stats().forward()).isEqualTo(new DeviceStats.Way(0, 0, Map.of()));
            assertThat(device.stats().backward().messages()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #78", "spec.md 4.2"})
    void carriesAPipelineOneWay(Over over) {
        int many = 5_000;
        try (Pull0 pull = Pull0.builder()
                        .executor(Over.EXECUTOR)
                        .listen(over.url())
                        .open();
                Devices devices = new Devices(3, over, Protocol.PULL0, pull.url());
                Push0 push = Push0.builder()
                        .executor(Over.EXECUTOR)
                        .dial(devices.url())
                        .open()) {
            for (int i = 0; i < many; i++) {
                push.send(word(i), Over.HANG);
            }
            for (int i = 0; i < many; i++) {
                assertThat(pull.recv(Over.HANG).bytes()).isEqualTo(word(i));
            }
            assertThat(devices.last().stats().forward().messages()).isEqualTo(many);
            assertThat(devices.last().stats().backward().messages()).isZero();
        }
    }

    @Test
    @Spec({"spec.md 4.1", "api.md D17"})
    void countsRepliesWhoseRequesterIsGone() {
        try (Rep0 rep = Over.rep().listen(Over.TCP.url()).open();
                Devices device = new Devices(1, Over.TCP, Protocol.REP0, rep.url())) {
            try (Req0 req = Over.req().dial(device.url()).open()) {
                req.send("question");
                rep.recv();
            }
            Events.eventually(() -> device.front().pipes().isEmpty());
            rep.send("answer");
            Events.eventually(() -> device.last().stats().backward().drops().getOrDefault(DropReason.NO_PEER, 0L) == 1);
            assertThat(device.front().stats().drops()).containsEntry(DropReason.NO_PEER, 1L);
            assertThat(device.last().stats().backward().messages()).isZero();
        }
    }

    @Test
    @Spec("reliability.md 5 row 18")
    void dropsAReplyThatABackendHasReaddressed() throws Exception {
        try (ServerSocket server = WirePeer.server();
                RawSocket front =
                        Devices.raw(Protocol.REP0).listen(Over.TCP.url()).open();
                RawSocket back = Devices.raw(Protocol.REQ0)
                        .dial(WirePeer.url(server), how -> how.mode(DialMode.BACKGROUND))
                        .open();
                WirePeer backend = WirePeer.accept(server, Protocol.REP0);
                Device device = Device.start(front, back);
                Req0 req = Over.req().dial(front.url()).open()) {
            req.send("question");
            WirePeer.Frame question = backend.recv();
            assertThat(question.word(0)).isEqualTo(front.pipes().get(0).id());
            backend.send("forged", question.word(0) ^ 1, question.word(1));
            backend.send("answer", question.word(0), question.word(1));
            assertThat(req.recv().text()).isEqualTo("answer");
            assertThat(device.stats().backward().drops()).containsEntry(DropReason.NO_PEER, 1L);
        }
    }

    @Test
    @Spec("spec.md 4.2")
    void mindsNoTimeoutsOfItsSockets() {
        try (Rep0 rep = Over.rep().listen(Over.TCP.url()).open();
                RawSocket front = Devices.raw(Protocol.REP0)
                        .recvTimeout(Duration.ZERO)
                        .listen(Over.TCP.url())
                        .open();
                RawSocket back = Devices.raw(Protocol.REQ0)
                        .recvTimeout(Duration.ZERO)
                        .sendTimeout(Duration.ZERO)
                        .open();
                Device device = Device.start(front, back);
                Req0 req = Over.req().dial(front.url()).open()) {
            req.send("question");
            Events.eventually(() -> front.stats().rxMessages() == 1);
            back.dial(rep.url());
            assertThat(rep.recv().text()).isEqualTo("question");
            rep.send("answer");
            assertThat(req.recv().text()).isEqualTo("answer");
            assertThat(device.stopped()).isNotDone();
        }
    }

    @Test
    @Spec("spec.md 4.2")
    void runsThroughALongRowInThisProcess() {
        int many = 2_000;
        try (Pull0 pull = Pull0.builder()
                        .executor(Over.EXECUTOR)
                        .listen(Over.INPROC.url())
                        .open();
                Devices devices = new Devices(300, Over.INPROC, Protocol.PULL0, pull.url());
                Push0 push = Push0.builder()
                        .executor(Over.EXECUTOR)
                        .dial(devices.url())
                        .open()) {
            IntStream.range(0, many).forEach(i -> push.send(word(i), Over.HANG));
            for (int i = 0; i < many; i++) {
                assertThat(pull.recv(Over.HANG).bytes()).isEqualTo(word(i));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 4.2")
    void goesRoundForEverWithoutHoldingAnybodyUp(Over over) {
        try (RawSocket front = Devices.raw(Protocol.BUS0).listen(over.url()).open();
                RawSocket back = Devices.raw(Protocol.BUS0).open();
                Devices row = new Devices(1, over, Protocol.BUS0, front.url());
                Device ring = Device.start(front, dialing(back, row.url()));
                Bus0 leaf = bus(row.url());
                Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            back.awaitPipes(1, Over.HANG);
            leaf.awaitPipes(1, Over.HANG);
            leaf.send("for ever");
            Events.eventually(() -> ring.stats().forward().messages() > 1_000);
            req.send("still alive?");
            assertThat(rep.recv().text()).isEqualTo("still alive?");
        }
    }
}
