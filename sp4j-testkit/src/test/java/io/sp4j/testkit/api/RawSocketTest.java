package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Option;
import io.sp4j.Options;
import io.sp4j.Pair1;
import io.sp4j.Protocol;
import io.sp4j.Pub0;
import io.sp4j.RawSocket;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.SpSocket;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw sockets as applications see them, over sockets of this library and against bytes. */
@ExtendWith(LeakGate.class)
class RawSocketTest {
    private static final int ID = 0x8000_0005;
    private static final Set<Protocol> SENDS_ONLY = EnumSet.of(Protocol.PUB0, Protocol.PUSH0);
    private static final Set<Protocol> RECEIVES_ONLY = EnumSet.of(Protocol.SUB0, Protocol.PULL0);
    private static final Set<Protocol> WAITS =
            EnumSet.of(Protocol.PAIR0, Protocol.PAIR1, Protocol.REQ0, Protocol.PUSH0);
    private static final Set<Protocol> COUNTS_HOPS = EnumSet.of(Protocol.PAIR1, Protocol.REP0, Protocol.RESPONDENT0);

    private static RawSocket.Builder raw(Protocol protocol) {
        return RawSocket.builder(protocol).executor(Over.EXECUTOR);
    }

    private static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES);
        Arrays.stream(words).forEach(bytes::putInt);
        return bytes.array();
    }

    private static int port(SpSocket socket) {
        return socket.listeners().get(0).local().port().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #2", "api.md Shape"})
    void saysThatItIsRaw(Protocol protocol) {
        try (RawSocket socket = RawSocket.open(protocol);
                SpSocket cooked = protocol.builder().open()) {
            assertThat(socket.isRaw()).isTrue();
            assertThat(socket.protocol()).isSameAs(protocol);
            assertThat(socket.toString()).startsWith("raw " + protocol.wireName());
            assertThat(cooked.isRaw()).isFalse();
        }
    }

    @Test
    @Spec({"spec.md 10 #5", "spec.md 10 #77", "spec.md 3.10"})
    void hasNeitherContextsNorSubscriptionsNorConveniences() {
        assertThat(RawSocket.class.getMethods())
                .extracting(method -> method.getName())
                .doesNotContain("openContext", "subscribe", "unsubscribe", "request", "survey", "serve");
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #6", "api.md D2"})
    void answersNotSupportedWhereTheDirectionIsMissing(Protocol protocol) {
        try (RawSocket socket = raw(protocol).open()) {
            if (RECEIVES_ONLY.contains(protocol)) {
                assertThatThrownBy(() -> socket.send("x")).isInstanceOf(SpException.NotSupported.class);
                assertThatThrownBy(() -> socket.trySend("x")).isInstanceOf(SpException.NotSupported.class);
                assertThatThrownBy(socket::sendReady).isInstanceOf(SpException.NotSupported.class);
            }
            if (SENDS_ONLY.contains(protocol)) {
                assertThatThrownBy(socket::recv).isInstanceOf(SpException.NotSupported.class);
                assertThatThrownBy(socket::tryRecv).isInstanceOf(SpException.NotSupported.class);
                assertThatThrownBy(() -> socket.onReceivable(() -> {})).isInstanceOf(SpException.NotSupported.class);
            } else {
                assertThat(socket.tryRecv()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"api.md D10", "api.md D2"})
    void hasTheOptionsThatDoSomethingAndNoOther(Protocol protocol) {
        try (RawSocket socket = raw(protocol).open()) {
            checkOption(socket, Options.RECV_TIMEOUT, !SENDS_ONLY.contains(protocol));
            checkOption(socket, Options.RECV_BUFFER, !SENDS_ONLY.contains(protocol));
            checkOption(socket, Options.SEND_BUFFER, !RECEIVES_ONLY.contains(protocol));
            checkOption(socket, Options.SEND_TIMEOUT, WAITS.contains(protocol));
            checkOption(socket, Options.MAX_TTL, COUNTS_HOPS.contains(protocol));
            checkOption(socket, Options.RECV_MAX_SIZE, true);
            for (Option<?> cookedOnly : List.of(
                    Options.RESEND_TIME, Options.SURVEY_TIME, Options.SUB_PREFER_NEW, Options.PAIR1_POLYAMOROUS)) {
                checkOption(socket, cookedOnly, false);
            }
        }
    }

    private static <T> void checkOption(RawSocket socket, Option<T> option, boolean expected) {
        if (expected) {
            assertThat(socket.get(option)).isNotNull();
        } else {
            assertThatThrownBy(() -> socket.get(option))
                    .isInstanceOf(SpException.NotSupported.class)
                    .hasMessageContaining("raw " + socket.protocol().wireName());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PAIR1", "REP0", "RESPONDENT0"})
    @Spec("spec.md 10 #17")
    void takesHopLimitsFromOneToFifteen(Protocol protocol) {
        try (RawSocket socket = raw(protocol).maxTtl(15).open()) {
            socket.set(Options.MAX_TTL, 1);
            assertThat(socket.get(Options.MAX_TTL)).isEqualTo(1);
            for (int wrong : new int[] {0, 16}) {
                assertThatThrownBy(() -> socket.set(Options.MAX_TTL, wrong))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 4.1")
    void showsRequestsToARawReplierAndTakesItsReplies(Over over) {
        try (RawSocket rep = raw(Protocol.REP0).listen(over.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            req.send("question");
            Message question = rep.recv(Over.HANG);
            ByteBuffer header = ByteBuffer.wrap(question.header());
            assertThat(header.remaining()).isEqualTo(8);
            assertThat(header.getInt()).isEqualTo(question.pipe().id());
            assertThat(header.getInt()).isNegative();
            assertThat(question.text()).isEqualTo("question");
            rep.send(Message.of("answer").withHeader(question.header()));
            assertThat(req.recv().text()).isEqualTo("answer");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 4.1")
    void asksThroughARawRequester(Over over) {
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                RawSocket req = raw(Protocol.REQ0).dial(rep.url()).open()) {
            req.send(Message.of("question").withHeader(words(17, ID)));
            assertThat(rep.recv().text()).isEqualTo("question");
            rep.send("answer");
            Message answer = req.recv(Over.HANG);
            assertThat(answer.header()).isEqualTo(words(17, ID));
            assertThat(answer.text()).isEqualTo("answer");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #23")
    void needsAHopCountOfOneWordAndAddsOne(Over over) {
        try (Pair1 cooked = Pair1.builder()
                        .executor(Over.EXECUTOR)
                        .maxTtl(4)
                        .listen(over.url())
                        .open();
                RawSocket raw = raw(Protocol.PAIR1).dial(cooked.url()).open()) {
            for (byte[] wrong : List.of(new byte[0], new byte[3], words(0, 0), words(0xff), words(0x100), words(-1))) {
                assertThatThrownBy(() -> raw.send(Message.of("x").withHeader(wrong)))
                        .isInstanceOf(SpException.ProtocolError.class)
                        .extracting(e -> ((SpException) e).code())
                        .isSameAs(ErrorCode.PROTOCOL_ERROR);
            }
            raw.send(Message.of("too far").withHeader(words(4)));
            raw.send(Message.of("near").withHeader(words(3)));
            assertThat(cooked.recv(Over.HANG).text()).isEqualTo("near");
            assertThat(cooked.stats().drops()).containsEntry(DropReason.HOP_LIMIT, 1L);
            cooked.send("back");
            Message back = raw.recv(Over.HANG);
            assertThat(back.header()).isEqualTo(words(1));
            assertThat(back.text()).isEqualTo("back");
        }
    }

    @Test
    @Spec("spec.md 10 #73")
    void dropsRepliesThatNameNoPipeAndCountsThem() {
        try (RawSocket rep = raw(Protocol.REP0).listen(Over.TCP.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            req.send("question");
            Message question = rep.recv(Over.HANG);
            rep.send("no header");
            rep.send(Message.of("short header").withHeader(new byte[3]));
            rep.send(Message.of("unknown pipe").withHeader(words(question.pipe().id() ^ 1, ID)));
            rep.send(Message.of("answer").withHeader(question.header()));
            assertThat(req.recv().text()).isEqualTo("answer");
            assertThat(rep.stats().drops())
                    .containsEntry(DropReason.NO_ADDRESS, 2L)
                    .containsEntry(DropReason.NO_PEER, 1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #77")
    void receivesEverythingAsARawSubscriber(Over over) {
        try (Pub0 pub = Pub0.builder()
                        .executor(Over.EXECUTOR)
                        .listen(over.url())
                        .open();
                RawSocket sub = raw(Protocol.SUB0).dial(pub.url()).open()) {
            pub.awaitPipes(1, Over.HANG);
            sub.awaitPipes(1, Over.HANG);
            pub.send("any topic");
            Message m = sub.recv(Over.HANG);
            assertThat(m.text()).isEqualTo("any topic");
            assertThat(m.header()).isEmpty();
        }
    }

    @Test
    @Spec("spec.md 4.1")
    void tellsARawBusWhomToLeaveOut() {
        try (RawSocket hub = raw(Protocol.BUS0).listen(Over.TCP.url()).open();
                RawSocket one = raw(Protocol.BUS0).dial(hub.url()).open();
                RawSocket two = raw(Protocol.BUS0).dial(hub.url()).open()) {
            hub.awaitPipes(2, Over.HANG);
            one.send("hello");
            Message hello = hub.recv(Over.HANG);
            assertThat(hello.header()).isEqualTo(words(hello.pipe().id()));
            hub.send(hello);
            hub.send("all");
            assertThat(two.recv(Over.HANG).text()).isEqualTo("hello");
            assertThat(two.recv(Over.HANG).text()).isEqualTo("all");
            assertThat(one.recv(Over.HANG).text()).isEqualTo("all");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 4.1")
    void putsAHeaderThatHasNoPlaceInFrontOfTheBody(Over over) {
        try (RawSocket one = raw(Protocol.PAIR0).listen(over.url()).open();
                RawSocket other = raw(Protocol.PAIR0).dial(one.url()).open()) {
            other.send(Message.of("body").withHeader(new byte[] {'h', 'e', 'a', 'd', '-'}));
            Message m = one.recv(Over.HANG);
            assertThat(m.text()).isEqualTo("head-body");
            assertThat(m.header()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REQ0", "REP0", "SURVEYOR0", "RESPONDENT0"})
    @Spec({"reliability.md 5 row 13", "spec.md 4.1"})
    void closesOnlyThePipeOfAMessageWithoutAnId(Protocol protocol) throws Exception {
        Events events = new Events();
        try (RawSocket socket = raw(protocol)
                        .onEvent(SocketEvent.PipeDetached.class, events)
                        .listen(Over.TCP.url())
                        .open();
                WirePeer good = WirePeer.connect(port(socket), protocol.peer());
                WirePeer bad = WirePeer.connect(port(socket), protocol.peer())) {
            bad.send("", 1, 2);
            assertThat(bad.isClosedByPeer()).isTrue();
            assertThat(events.next(SocketEvent.PipeDetached.class).reason()).isSameAs(CloseReason.MALFORMED);
            good.send("fine", 1, ID);
            assertThat(socket.recv(Over.HANG).text()).isEqualTo("fine");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x100, -1})
    @Spec({"reliability.md 5 row 15", "spec.md 4.1"})
    void closesThePipeOfAHopCountThatIsNone(int hops) throws IOException {
        try (RawSocket socket = raw(Protocol.PAIR1).listen(Over.TCP.url()).open();
                WirePeer bad = WirePeer.connect(port(socket), Protocol.PAIR1)) {
            bad.send("x", hops);
            assertThat(bad.isClosedByPeer()).isTrue();
            Events.eventually(() -> socket.stats().closes().getOrDefault(CloseReason.MALFORMED, 0L) == 1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REP0", "RESPONDENT0"})
    @Spec({"reliability.md 5 row 14", "spec.md 4.1"})
    void dropsWhatHasPassedTooManyDevicesAndKeepsThePipe(Protocol protocol) throws IOException {
        try (RawSocket socket = raw(protocol).listen(Over.TCP.url()).open();
                WirePeer peer = WirePeer.connect(port(socket), protocol.peer())) {
            peer.send("nine", 1, 2, 3, 4, 5, 6, 7, 8, ID);
            peer.send("eight", 1, 2, 3, 4, 5, 6, 7, ID);
            Message m = socket.recv(Over.HANG);
            assertThat(m.text()).isEqualTo("eight");
            assertThat(m.header()).hasSize(9 * Integer.BYTES);
            assertThat(socket.stats().drops()).containsEntry(DropReason.HOP_LIMIT, 1L);
        }
    }

    @Test
    @Spec("spec.md 4.1")
    void passesRepliesOnWhateverTheHopLimitAndDropsOnlyWhatNobodyCanHaveSent() throws IOException {
        try (RawSocket req = raw(Protocol.REQ0).listen(Over.TCP.url()).open();
                WirePeer peer = WirePeer.connect(port(req), Protocol.REP0)) {
            peer.send("seventeen", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, ID);
            peer.send("sixteen", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, ID);
            Message m = req.recv(Over.HANG);
            assertThat(m.text()).isEqualTo("sixteen");
            assertThat(m.header()).hasSize(16 * Integer.BYTES);
            assertThat(req.stats().drops()).containsEntry(DropReason.HOP_LIMIT, 1L);
        }
    }
}
