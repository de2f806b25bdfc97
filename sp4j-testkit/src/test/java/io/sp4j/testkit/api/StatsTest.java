package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
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
            assertThat(server.listeners()).isEqualTo(1);
            assertThat(server.dialers()).isZero();
            assertThat(server.connects()).isEqualTo(1);
            assertThat(server.pipes()).hasSize(1);
            SocketStats client = req.stats();
            assertThat(client.dialers()).isEqualTo(1);
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
        try (Pair0 a = Over.pair().listen(over.url()).open();
                Pair0 b = Over.pair().dial(a.url()).open();
                Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            List<Pipe> pipes = List.of(
                    b.pipes().get(0),
                    req.pipes().get(0),
                    rep.awaitPipes(1, Over.HANG).get(0));
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
