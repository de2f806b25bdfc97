package io.sp4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Pair0;
import io.sp4j.PipeStats;
import io.sp4j.Protocol;
import io.sp4j.SpAddress;
import io.sp4j.internal.turn.Turn;
import io.sp4j.spi.Link;
import io.sp4j.spi.LinkHandler;
import io.sp4j.spi.Outbound;
import io.sp4j.spi.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a pipe does with messages that find its ring full, over a link that takes as many as the test says. */
class PipeQueueTest {
    private final Pair0 facade = Pair0.open();
    private final SocketCore socket =
            new SocketCore(facade, Protocol.PAIR0, new SocketSetup(SocketCore.newOptions(Protocol.PAIR0), null, null));
    private final SlowLink link = new SlowLink();
    private final PipeCore pipe = new PipeCore(socket, link, new NoEndpoint(socket), 1);

    PipeQueueTest() throws Exception {
        try (Turn t = socket.turn()) {
            pipe.attached(t, socket.logic.attach(t, pipe));
            socket.attached(t, pipe);
        }
    }

    @AfterEach
    void everythingIsAccountedForToTheEnd() {
        checkConservation();
        link.over = true;
        pipe.closed(CloseReason.CONNECTION_RESET, "cut by the test");
        assertThat(pipe.handle.isOpen()).isFalse();
        checkConservation();
        socket.close();
        facade.close();
    }

    private void checkConservation() {
        PipeStats stats = pipe.handle.stats();
        long drops = stats.drops().values().stream().mapToLong(Long::longValue).sum();
        assertThat(stats.enqueued())
                .as(stats.toString())
                .isEqualTo(stats.txMessages() + stats.handedBack() + drops + stats.queued());
    }

    private void resize(int depth, long maxBytes) {
        try (Turn t = socket.turn()) {
            pipe.resize(t, depth, maxBytes);
        }
    }

    private void droppingOldest(int length, int count) {
        each(length, count, (t, m) -> pipe.offerDroppingOldest(t, m));
    }

    private void orDropping(int length, int count) {
        each(length, count, (t, m) -> pipe.offerOrDrop(t, m));
    }

    private void each(int length, int count, BiConsumer<Turn, Message> action) {
        for (int i = 0; i < count; i++) {
            byte[] body = new byte[length];
            body[0] = (byte) i;
            try (Turn t = socket.turn()) {
                action.accept(t, Message.wrap(body));
            }
        }
    }

    /** Lets the link take so many more, as when its peer reads. */
    private void take(int count) {
        link.mayTake += count;
        pipe.writable();
    }

    @Test
    void dropsTheOldestBeyondItsDepth() {
        resize(3, Long.MAX_VALUE);
        droppingOldest(1, 10);
        assertThat(pipe.handle.stats().drops()).isEqualTo(Map.of(DropReason.QUEUE_FULL, 7L));
        assertThat(socket.stats().drops()).isEqualTo(Map.of(DropReason.QUEUE_FULL, 7L));
        take(100);
        assertThat(link.taken).containsExactly(7, 8, 9);
        assertThat(pipe.handle.stats().txMessages()).isEqualTo(3);
    }

    @Test
    void dropsAsManyOldOnesAsALargeOneNeeds() {
        resize(100, 1_000);
        droppingOldest(100, 10);
        assertThat(pipe.handle.stats().drops()).isEmpty();
        droppingOldest(450, 1);
        assertThat(pipe.handle.stats().drops()).isEqualTo(Map.of(DropReason.QUEUE_FULL, 5L));
        droppingOldest(5_000, 1);
        assertThat(pipe.handle.stats().drops()).isEqualTo(Map.of(DropReason.QUEUE_FULL, 11L));
        assertThat(pipe.handle.stats().queued()).isEqualTo(1);
    }

    @Test
    void dropsTheNewestWhereTheProtocolSaysSo() {
        resize(3, Long.MAX_VALUE);
        orDropping(1, 10);
        assertThat(pipe.handle.stats().drops()).isEmpty();
        assertThat(pipe.handle.stats().protocolDrops()).isEqualTo(Map.of(DropReason.QUEUE_FULL, 7L));
        take(100);
        assertThat(link.taken).containsExactly(0, 1, 2);
    }

    @Test
    void keepsOnlyWhatIsBeingWrittenWithDepthZero() {
        resize(0, Long.MAX_VALUE);
        droppingOldest(1, 3);
        assertThat(pipe.handle.stats().protocolDrops()).isEqualTo(Map.of(DropReason.QUEUE_FULL, 2L));
        take(2);
        droppingOldest(1, 1);
        take(2);
        assertThat(link.taken).containsExactly(0, 0);
    }

    @Test
    void takesNothingMoreAfterItsRingWasCutToDepthZeroUntilThatIsEmpty() {
        resize(4, Long.MAX_VALUE);
        orDropping(1, 4);
        resize(0, Long.MAX_VALUE);
        orDropping(1, 1);
        assertThat(pipe.handle.stats().protocolDrops()).isEqualTo(Map.of(DropReason.QUEUE_FULL, 1L));
        take(100);
        orDropping(1, 1);
        assertThat(link.taken).containsExactly(0, 1, 2, 3, 0);
    }

    @Test
    void appliesANewDepthToWhatItHolds() {
        resize(8, Long.MAX_VALUE);
        droppingOldest(1, 8);
        resize(2, Long.MAX_VALUE);
        droppingOldest(1, 1);
        take(100);
        assertThat(link.taken).containsExactly(7, 0);
    }

    @Test
    void countsWhatComesWhileItCloses() {
        try (Turn t = socket.turn()) {
            pipe.close(t, CloseReason.LOCAL_CLOSE, "closed by the test");
            pipe.offerDroppingOldest(t, Message.of("late"));
            pipe.offerOrDrop(t, Message.of("late"));
        }
        assertThat(pipe.handle.stats().protocolDrops()).isEqualTo(Map.of(DropReason.LOST_ON_DISCONNECT, 2L));
    }

    /** Takes so many messages and is blocked then. */
    private static final class SlowLink implements Link {
        private final List<Integer> taken = new ArrayList<>();
        private int mayTake;
        private boolean over;

        @Override
        public Progress drain(Outbound out) {
            while (mayTake > 0 && !over) {
                Message m = out.next();
                if (m == null) {
                    return Progress.DONE;
                }
                mayTake--;
                taken.add((int) m.byteAt(0));
                out.written(1, m.length());
            }
            return Progress.BLOCKED;
        }

        @Override
        public void start(LinkHandler handler) {}

        @Override
        public void scheduleWritable(Progress last) {}

        @Override
        public void readingChanged() {}

        @Override
        public void finish() {}

        @Override
        public void close(CloseReason why, String detail) {}

        @Override
        public List<Message> unsent() {
            return List.of();
        }

        @Override
        public SpAddress local() {
            return new SpAddress.Inproc("near");
        }

        @Override
        public SpAddress remote() {
            return new SpAddress.Inproc("far");
        }

        @Override
        public int peerProtocol() {
            return Protocol.PAIR0.number();
        }
    }

    /** Where the pipe came from. */
    private static final class NoEndpoint extends EndpointCore {
        NoEndpoint(SocketCore socket) {
            super(socket, "inproc://none", SocketCore.newOptions(Protocol.PAIR0));
        }

        @Override
        public String url() {
            return "test://";
        }

        @Override
        void pipeUp(Turn t, PipeCore pipe) {}

        @Override
        void pipeGone(Turn t, PipeCore pipe, CloseReason why) {}

        @Override
        void refused(CloseReason why, String detail) {}

        @Override
        boolean isActive(Turn t) {
            return true;
        }

        @Override
        void stop() {}
    }
}
