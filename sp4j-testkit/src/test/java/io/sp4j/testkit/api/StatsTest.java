package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.Dialer;
import io.sp4j.DialerStats;
import io.sp4j.ErrorCode;
import io.sp4j.Listener;
import io.sp4j.ListenerStats;
import io.sp4j.Pair0;
import io.sp4j.Pipe;
import io.sp4j.PipeStats;
import io.sp4j.Protocol;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketStats;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What sockets and pipes count, and what a pipe is. */
@ExtendWith(LeakGate.class)
class StatsTest {

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #113")
    void countsMessagesAndBytesWithTheirHeaders(Over over) {
        try (Rep0 rep = Over.rep().name("server").listen(over.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            for (int i = 0; i < 3; i++) {
                req.send("12345");
                rep.recv();
                rep.send("1234567");
                req.recv();
            }
            Events.eventually(() -> rep.stats().txMessages() == 3);
            SocketStats server = rep.stats();
            assertThat(server.name()).isEqualTo("server");
            assertThat(server.protocol()).isSameAs(Protocol.REP0);
            assertThat(server.rxMessages()).isEqualTo(3);
            assertThat(server.rxBytes()).isEqualTo(3 * (4 + 5));
            assertThat(server.txBytes()).isEqualTo(3 * (4 + 7));
            assertThat(server.listeners()).hasSize(1);
            assertThat(server.dialers()).isEmpty();
            assertThat(server.connects()).isEqualTo(1);
            assertThat(server.pipes()).hasSize(1);
            SocketStats client = req.stats();
            assertThat(client.dialers()).hasSize(1);
            assertThat(client.txBytes()).isEqualTo(server.rxBytes());
            assertThat(client.rxBytes()).isEqualTo(server.txBytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #113")
    void keepsWhatGonePipesHaveCounted(Over over) {
        try (Pair0 a = Over.pair().listen(over.url()).open()) {
            Pipe gone;
            try (Pair0 b = Over.pair().dial(a.url()).open()) {
                b.send("123");
                gone = a.recv().pipe();
            }
            Events.eventually(() -> a.pipes().isEmpty());
            assertThat(a.stats().rxMessages()).isEqualTo(1);
            assertThat(a.stats().rxBytes()).isEqualTo(3);
            assertThat(a.stats().closes()).containsEntry(CloseReason.PEER_CLOSED, 1L);
            PipeStats last = gone.stats();
            assertThat(last.rxMessages()).isEqualTo(1);
            assertThat(last.enqueued())
                    .isEqualTo(last.txMessages()
                            + last.handedBack()
                            + last.queued()
                            + last.drops().values().stream().mapToLong(n -> n).sum());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"api.md D12", "api.md D23"})
    void sendsToNoSinglePeerWhereTheProtocolDoesNot(Over over) {
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            List<Pipe> pipes =
                    List.of(req.pipes().get(0), rep.awaitPipes(1, Over.HANG).get(0));
            for (Pipe pipe : pipes) {
                assertThatThrownBy(() -> pipe.send("x"))
                        .isInstanceOf(SpException.NotSupported.class)
                        .hasMessageContaining(pipe.socket().protocol().wireName())
                        .hasMessageContaining("send on the socket");
                assertThatThrownBy(() -> pipe.trySend("x")).isInstanceOf(SpException.NotSupported.class);
                assertThatThrownBy(() -> pipe.sendAsync("x")).isInstanceOf(SpException.NotSupported.class);
                assertThatThrownBy(() -> pipe.send("x", Duration.ZERO)).isInstanceOf(SpException.NotSupported.class);
            }
            for (Pipe pipe : pipes) {
                pipe.close();
                Events.eventually(() -> !pipe.isOpen());
                assertThatThrownBy(() -> pipe.send("x"))
                        .isInstanceOf(SpException.BadState.class)
                        .hasMessageContaining("gone");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"api.md D12", "api.md D23"})
    void sendsToTheOnePeerOfAPairAndToNoOther(Over over) {
        try (Pair0 a = Over.pair().listen(over.url()).open();
                Pair0 b = Over.pair().dial(a.url()).open()) {
            Pipe pipe = b.pipes().get(0);
            pipe.send("to this peer");
            assertThat(a.recv().text()).isEqualTo("to this peer");
            pipe.close();
            Events.eventually(() -> !pipe.isOpen());
            assertThatThrownBy(() -> pipe.send("x")).isInstanceOf(SpException.BadState.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md D17")
    void knowsHowMuchHasEverWaited(Over over) {
        try (Pair0 a = Over.pair().sendBuffer(4).listen(over.url()).open()) {
            for (int i = 0; i < 4; i++) {
                a.send("while nobody is there");
            }
            assertThat(a.stats().unsent()).isEqualTo(4);
            try (Pair0 b = Over.pair().dial(a.url()).open()) {
                Events.eventually(() -> b.stats().unread() == 4);
                for (int i = 0; i < 4; i++) {
                    b.recv();
                }
                assertThat(b.stats().unread()).isZero();
                assertThat(b.stats().mostUnread()).isEqualTo(4);
                PipeStats sent = a.stats().pipes().get(0);
                assertThat(sent.mostQueued()).isBetween(1L, 4L);
                assertThat(sent.remote()).isEqualTo(a.pipes().get(0).remote());
                assertThat(sent.endpoint()).isEqualTo(a.url());
            }
            assertThat(a.stats().unsent()).isZero();
            assertThat(a.stats().mostUnsent()).isEqualTo(4);
        }
    }

    @Test
    @Spec("api.md D17")
    void tellsAboutEachDialerAndListener() {
        try (Rep0 rep = Over.rep()
                        .listen(Over.TCP.url())
                        .listen(Over.INPROC.url())
                        .open();
                Req0 req = Over.req().dial(rep.listeners().get(0).url()).open()) {
            req.dial("inproc://nobody-listens-here");
            rep.awaitPipes(1, Over.HANG);
            List<DialerStats> dialers = req.stats().dialers();
            assertThat(dialers).hasSize(2);
            assertThat(dialers.get(0).state()).isSameAs(Dialer.State.UP);
            assertThat(dialers.get(0).connects()).isEqualTo(1);
            assertThat(dialers.get(0).reconnects()).isZero();
            assertThat(dialers.get(0).failures()).isEmpty();
            assertThat(dialers.get(1).url()).isEqualTo("inproc://nobody-listens-here");
            assertThat(dialers.get(1).connects()).isZero();
            assertThat(dialers.get(1).failures()).containsOnlyKeys(ErrorCode.CONNECTION_REFUSED);
            List<ListenerStats> listeners = rep.stats().listeners();
            assertThat(listeners)
                    .extracting(ListenerStats::url)
                    .containsExactlyElementsOf(
                            rep.listeners().stream().map(Listener::url).toList());
            assertThat(listeners).extracting(ListenerStats::pipes).containsExactly(1, 0);
            assertThat(listeners).extracting(ListenerStats::connects).containsExactly(1L, 0L);
            assertThat(listeners).extracting(ListenerStats::recvMaxSize).containsOnly(1 << 20);
        }
    }

    @Test
    void keepsNotesOnAPeer() {
        String url = Over.INPROC.url();
        try (Pair0 a = Over.pair().listen(url).open();
                Pair0 b = Over.pair().dial(url).open()) {
            b.pipes().get(0).attributes().put("user", "ann");
            b.send("x");
            a.recv();
            assertThat(b.pipes().get(0).attributes()).containsEntry("user", "ann");
            assertThat(b.pipes().get(0).tls()).isEmpty();
            assertThat(b.pipes().get(0).socket()).isSameAs(b);
        }
    }
}
