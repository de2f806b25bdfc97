package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests and replies as bytes, with peers that break the rules. */
@ExtendWith(LeakGate.class)
class ReqRepWireTest {
    private static final int ID = 0x80000001;

    private static Req0.Builder req() {
        return Over.req().reconnect(Duration.ofMillis(10), Duration.ofMillis(20));
    }

    @Test
    @Spec({"spec.md 10 #26", "api.md D22"})
    void givesRequestsIdsThatDifferAndHaveTheTopBit() throws Exception {
        try (ServerSocket server = WirePeer.server();
                Req0 req = req().open()) {
            req.dial(WirePeer.url(server), io.sp4j.DialMode.BACKGROUND);
            try (WirePeer peer = WirePeer.accept(server, Protocol.REP0)) {
                Set<Integer> ids = new HashSet<>();
                for (int i = 0; i < 20; i++) {
                    req.openContext().send("q" + i);
                    WirePeer.Frame frame = peer.recv();
                    assertThat(frame.word(0)).isNegative();
                    assertThat(frame.text(1)).isEqualTo("q" + i);
                    ids.add(frame.word(0));
                }
                assertThat(ids).hasSize(20);
            }
        }
    }

    @Test
    @Spec({"spec.md 10 #29", "spec.md 10 #30"})
    void asksAgainWithTheSameIdInConstantPeriods() throws Exception {
        try (ServerSocket server = WirePeer.server();
                Req0 req = req().resendTime(Duration.ofMillis(120))
                        .resendTick(Duration.ofMillis(20))
                        .open()) {
            req.dial(WirePeer.url(server), io.sp4j.DialMode.BACKGROUND);
            try (WirePeer peer = WirePeer.accept(server, Protocol.REP0)) {
                req.send("question");
                WirePeer.Frame first = peer.recv();
                for (int i = 0; i < 3; i++) {
                    long before = System.nanoTime();
                    assertThat(peer.recv().bytes()).isEqualTo(first.bytes());
                    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(50));
                }
                peer.send("answer", first.word(0));
                assertThat(req.recv().text()).isEqualTo("answer");
            }
        }
    }

    @Test
    @Spec("spec.md 10 #35")
    void closesThePipeOfAMalformedReplyAndAsksAgain() throws Exception {
        Events events = new Events();
        try (LogCapture log = new LogCapture();
                ServerSocket server = WirePeer.server();
                Req0 req = req().onEvent(SocketEvent.PipeDetached.class, events).open()) {
            req.dial(WirePeer.url(server), io.sp4j.DialMode.BACKGROUND);
            int id;
            try (WirePeer peer = WirePeer.accept(server, Protocol.REP0)) {
                req.send("question");
                id = peer.recv().word(0);
                peer.send(new byte[] {1, 2, 3});
                assertThat(peer.isClosedByPeer()).isTrue();
            }
            assertThat(events.next(SocketEvent.PipeDetached.class).reason()).isSameAs(CloseReason.MALFORMED);
            Events.eventually(() -> !log.warnings("SP-PEER-FAULT").isEmpty());
            try (WirePeer peer = WirePeer.accept(server, Protocol.REP0)) {
                assertThat(peer.recv().word(0)).isEqualTo(id);
                peer.send("answer", id);
                assertThat(req.recv().text()).isEqualTo("answer");
            }
        }
    }

    @Test
    @Spec({"spec.md 10 #36", "spec.md 10 #37", "api.md D22", "api.md D17"})
    void takesOneReplyAndOnlyFromAPeerThatWasAsked() throws Exception {
        Events events = new Events();
        try (ServerSocket server = WirePeer.server();
                Req0 req =
                        req().onEvent(SocketEvent.MessagesDropped.class, events).open()) {
            req.dial(WirePeer.url(server), io.sp4j.DialMode.BACKGROUND);
            req.dial(WirePeer.url(server), io.sp4j.DialMode.BACKGROUND);
            try (WirePeer one = WirePeer.accept(server, Protocol.REP0);
                    WirePeer two = WirePeer.accept(server, Protocol.REP0)) {
                req.awaitPipes(2, Over.HANG);
                Req0.Context first = req.openContext();
                Req0.Context second = req.openContext();
                first.send("1");
                second.send("2");
                WirePeer.Frame atOne = one.recv();
                WirePeer.Frame atTwo = two.recv();
                two.send("forged", atOne.word(0));
                SocketEvent.MessagesDropped forged = events.next(SocketEvent.MessagesDropped.class);
                assertThat(forged.reason()).isSameAs(DropReason.UNEXPECTED_REPLY);
                assertThat(forged.pipe()).isPresent();
                one.send("real", atOne.word(0));
                one.send("twice", atOne.word(0));
                assertThat(events.next(SocketEvent.MessagesDropped.class).reason())
                        .isSameAs(DropReason.STALE_REPLY);
                two.send("real", atTwo.word(0));
                assertThat(first.recv().text()).isEqualTo("real");
                assertThat(second.recv().text()).isEqualTo("real");
                assertThat(req.stats().drops())
                        .containsEntry(DropReason.UNEXPECTED_REPLY, 1L)
                        .containsEntry(DropReason.STALE_REPLY, 1L);
                assertThat(forged.pipe().orElseThrow().stats().protocolDrops())
                        .containsEntry(DropReason.UNEXPECTED_REPLY, 1L);
            }
        }
    }

    @Test
    @Spec("spec.md 10 #40")
    void survivesAnAskerThatVanishesInTheMiddleOfAHugeReply() throws Exception {
        try (Rep0 rep = Over.rep().listen("tcp://127.0.0.1:0").open();
                Req0 req = req().recvMaxSize(0).open()) {
            int port = rep.listeners().get(0).local().port().orElseThrow();
            try (WirePeer peer = WirePeer.connect(port, Protocol.REQ0)) {
                peer.send("question", ID);
                rep.recv();
                rep.send(new byte[32 << 20]);
                assertThat(rep.pipes()).hasSize(1);
            }
            Events.eventually(() -> rep.pipes().isEmpty());
            assertThat(rep.stats().drops()).containsEntry(DropReason.LOST_ON_DISCONNECT, 1L);
            req.dial(rep.url());
            req.send("next");
            assertThat(rep.recv().text()).isEqualTo("next");
            rep.send("fine");
            assertThat(req.recv().text()).isEqualTo("fine");
        }
    }

    @Test
    @Spec("spec.md 10 #42")
    void takesEightHopsDropsNineAndKeepsThePipe() throws Exception {
        try (Rep0 rep = Over.rep().listen("tcp://127.0.0.1:0").open()) {
            int port = rep.listeners().get(0).local().port().orElseThrow();
            try (WirePeer peer = WirePeer.connect(port, Protocol.REQ0)) {
                peer.send("nine", 1, 2, 3, 4, 5, 6, 7, 8, ID);
                peer.send("eight", 1, 2, 3, 4, 5, 6, 7, ID);
                Message request = rep.recv();
                assertThat(request.text()).isEqualTo("eight");
                rep.send("back");
                WirePeer.Frame reply = peer.recv();
                assertThat(reply.word(6)).isEqualTo(7);
                assertThat(reply.word(7)).isEqualTo(ID);
                assertThat(reply.text(8)).isEqualTo("back");
                assertThat(rep.stats().drops()).containsEntry(DropReason.HOP_LIMIT, 1L);
                assertThat(request.pipe().isOpen()).isTrue();
            }
        }
    }

    @Test
    @Spec("spec.md 10 #43")
    void closesThePipeOfACutBacktrace() throws Exception {
        Events events = new Events();
        try (LogCapture log = new LogCapture();
                Rep0 rep = Over.rep()
                        .listen("tcp://127.0.0.1:0")
                        .onEvent(SocketEvent.PipeDetached.class, events)
                        .open()) {
            int port = rep.listeners().get(0).local().port().orElseThrow();
            try (WirePeer peer = WirePeer.connect(port, Protocol.REQ0)) {
                peer.send("", 1, 2);
                assertThat(peer.isClosedByPeer()).isTrue();
            }
            assertThat(events.next(SocketEvent.PipeDetached.class).reason()).isSameAs(CloseReason.MALFORMED);
            Events.eventually(() -> log.warnings("SP-PEER-FAULT").size() == 1);
        }
    }

    @Test
    @Spec({"spec.md 10 #38", "api.md D17"})
    void losesTheReplyWhoseSendTimesOut() throws Exception {
        try (Rep0 rep = Over.rep().listen("tcp://127.0.0.1:0").open()) {
            int port = rep.listeners().get(0).local().port().orElseThrow();
            try (WirePeer peer = WirePeer.connect(port, Protocol.REQ0)) {
                peer.send("one", ID);
                peer.send("two", ID + 1);
                rep.recv();
                rep.send(new byte[32 << 20]);
                rep.recv();
                assertThatThrownBy(() -> rep.send("stuck", Duration.ofMillis(30)))
                        .isInstanceOf(SpException.Timeout.class);
                assertThatThrownBy(() -> rep.send("again")).isInstanceOf(SpException.BadState.class);
                assertThat(rep.stats().drops()).containsEntry(DropReason.CANCELED, 1L);
            }
        }
    }
}
