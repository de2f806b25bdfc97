package io.sp4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Counters as people read them. */
class SocketStatsTest {

    @Test
    void readAsATree() {
        PipeStats pipe = new PipeStats(
                7,
                new SpAddress.Inproc("b"),
                "inproc://b",
                12,
                9,
                90,
                3,
                30,
                1,
                5,
                0,
                Map.of(DropReason.QUEUE_FULL, 2L),
                Map.of());
        DialerStats dialer =
                new DialerStats("inproc://b", Dialer.State.UP, 2, 1, 0, Map.of(ErrorCode.CONNECTION_REFUSED, 4L), 1024);
        ListenerStats listener = new ListenerStats("inproc://a", 0, 1, 1, 0, Map.of(CloseReason.BAD_HEADER, 1L), 1024);
        SocketStats stats = new SocketStats(
                "name",
                Protocol.PAIR0,
                9,
                90,
                3,
                30,
                1,
                2,
                0,
                6,
                3,
                1,
                Map.of(CloseReason.BUSY, 1L),
                4,
                0,
                Map.of(CloseReason.BAD_HEADER, 1L),
                0,
                Map.of(CloseReason.PEER_CLOSED, 1L, CloseReason.LOCAL_CLOSE, 1L),
                Map.of(DropReason.QUEUE_FULL, 2L),
                0,
                List.of(dialer),
                List.of(listener),
                List.of(pipe));
        assertThat(stats.toString().lines())
                .containsExactly(
                        "name (pair)",
                        "  sent      9 messages, 90 bytes",
                        "  received  3 messages, 30 bytes",
                        "  connects  3, reconnects 1, rejected 1, dial failures 4",
                        "  unread    1, most 2",
                        "  unsent    0, most 6",
                        "  rejected {BUSY=1}",
                        "  handshake failures {BAD_HEADER=1}",
                        "  closed {LOCAL_CLOSE=1, PEER_CLOSED=1}",
                        "  dropped {QUEUE_FULL=2}",
                        "  dialer inproc://b: UP, connects 2, reconnects 1, rejected 0, failures {CONNECTION_REFUSED=4}",
                        "  listener inproc://a: pipes 0, connects 1, rejected 1, handshake failures {BAD_HEADER=1}",
                        "  pipe 7 to " + new SpAddress.Inproc("b")
                                + ": sent 9, received 3, queued 1, most 5, dropped {QUEUE_FULL=2}");
    }
}
