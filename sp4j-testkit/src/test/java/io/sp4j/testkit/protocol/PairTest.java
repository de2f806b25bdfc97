package io.sp4j.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.SpException;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.RecordingOp;
import io.sp4j.testkit.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;

@Spec("spec.md 3.1")
class PairTest {
    private static LogicHarness pair(int sendDepth, int recvDepth) {
        return new LogicHarness(Protocol.PAIR0, 31, settings -> {
            settings.sendDepth = sendDepth;
            settings.recvDepth = recvDepth;
        });
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::text).toList();
    }

    @Test
    @Spec("spec.md 10 #19")
    void refusesASecondPeerUntilTheFirstIsGone() {
        LogicHarness pair = pair(0, 8);
        FakePipe first = pair.attach();
        assertThat(pair.attachRefused().reason()).isEqualTo(CloseReason.BUSY);
        assertThat(pair.send("still fine").isDone()).isTrue();
        assertThat(texts(first.offered())).containsExactly("still fine");
        pair.detach(first);
        FakePipe second = pair.attach();
        pair.send("next");
        assertThat(texts(second.offered())).containsExactly("still fine", "next");
    }

    @Test
    @Spec("spec.md 10 #20")
    void acceptsAsManySendsAsTheSendBufferHolds() {
        for (int depth : new int[] {0, 1, 7}) {
            LogicHarness pair = pair(depth, 8);
            for (int i = 0; i < depth; i++) {
                assertThat(pair.send("m" + i).isDone()).isTrue();
            }
            assertThat(pair.send("waits").isPending()).isTrue();
            assertThat(pair.trySend(pair.main(), "fails").error()).isEqualTo(ErrorCode.TIMEOUT);
        }
    }

    @Test
    @Spec("spec.md 10 #20")
    void usesTheSendBufferBehindAPeerThatDoesNotRead() {
        LogicHarness pair = pair(2, 8);
        FakePipe peer = pair.attach();
        int ring = peer.depth() + 1;
        for (int i = 0; i < ring + 2; i++) {
            assertThat(pair.send("m" + i).isDone()).isTrue();
        }
        RecordingOp waiting = pair.send("m" + (ring + 2));
        assertThat(waiting.isPending()).isTrue();
        pair.writeAll(peer);
        assertThat(waiting.isDone()).isTrue();
        assertThat(peer.written()).hasSize(ring + 3);
        assertThat(texts(peer.written())).startsWith("m0", "m1").endsWith("m" + (ring + 2));
    }

    @Test
    void servesWaitingSendsInTheirOrder() {
        LogicHarness pair = pair(1, 8);
        pair.send("a");
        RecordingOp b = pair.send("b");
        RecordingOp c = pair.send("c");
        RecordingOp d = pair.send("d");
        pair.cancel(c);
        FakePipe peer = pair.attach();
        assertThat(texts(peer.offered())).containsExactly("a", "b", "d");
        assertThat(b.isDone() && d.isDone()).isTrue();
        assertThat(c.error()).isEqualTo(ErrorCode.CANCELED);
    }

    @Test
    @Spec("spec.md 10 #21")
    void keepsTheSendBufferAndWhatTheLostPeerNeverGot() {
        LogicHarness pair = pair(1, 8);
        FakePipe first = pair.attach();
        pair.send("written");
        pair.write(first);
        pair.send("in flight");
        first.beginWriting();
        pair.send("unsent 1");
        pair.send("unsent 2");
        pair.detach(first);
        RecordingOp behind = pair.send("behind");
        assertThat(behind.isPending()).as("the queue is over its depth").isTrue();
        FakePipe second = pair.attach();
        assertThat(texts(second.offered())).containsExactly("unsent 1", "unsent 2", "behind");
        assertThat(behind.isDone()).isTrue();
    }

    @Test
    void holdsExactlyTheReceiveDepthAndResumesAtHalf() {
        LogicHarness pair = pair(0, 4);
        FakePipe peer = pair.attach();
        for (int i = 0; i < 9; i++) {
            pair.deliver(peer, Message.of("m" + i));
        }
        assertThat(pair.received()).hasSize(4);
        assertThat(peer.isPaused()).isTrue();
        assertThat(pair.receive().text()).isEqualTo("m0");
        assertThat(peer.isPaused()).isTrue();
        assertThat(pair.poll(pair.main())).isEqualTo(Message.of("m1"));
        assertThat(pair.received()).as("refilled up to the depth").hasSize(6);
        assertThat(peer.isPaused()).isTrue();
        for (int i = 2; i < 9; i++) {
            assertThat(pair.receive().text()).isEqualTo("m" + i);
        }
        assertThat(peer.isPaused()).isFalse();
        assertThat(pair.receive().isPending()).isTrue();
    }

    @Test
    void readsOneMessageAheadWhenTheReceiveDepthIsZero() {
        LogicHarness pair = pair(0, 0);
        FakePipe peer = pair.attach();
        pair.deliver(peer, Message.of("a"), Message.of("b"));
        assertThat(pair.received()).hasSize(1);
        assertThat(pair.tryReceive(pair.main()).text()).isEqualTo("a");
        assertThat(pair.tryReceive(pair.main()).text()).isEqualTo("b");
        assertThat(pair.tryReceive(pair.main()).error()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void keepsWhatItReceivedWhenThePeerIsLost() {
        LogicHarness pair = pair(0, 2);
        FakePipe first = pair.attach();
        pair.deliver(first, Message.of("a"), Message.of("b"), Message.of("held back"));
        pair.detach(first);
        FakePipe second = pair.attach();
        assertThat(second.isPaused()).isTrue();
        assertThat(pair.receive().text()).isEqualTo("a");
        assertThat(pair.receive().text()).isEqualTo("b");
        assertThat(second.isPaused()).isFalse();
        pair.deliver(second, Message.of("c"));
        assertThat(pair.receive().text()).isEqualTo("c");
    }

    @Test
    void servesWaitingReceivesInTheirOrder() {
        LogicHarness pair = pair(0, 8);
        FakePipe peer = pair.attach();
        RecordingOp first = pair.receive();
        RecordingOp given = pair.receive();
        RecordingOp third = pair.receive();
        pair.expire(given);
        pair.deliver(peer, Message.of("a"), Message.of("b"));
        assertThat(first.text()).isEqualTo("a");
        assertThat(given.error()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(third.text()).isEqualTo("b");
    }

    @Test
    void appliesNewDepthsAtOnce() {
        LogicHarness pair = pair(0, 1);
        FakePipe peer = pair.attach();
        pair.deliver(peer, Message.of("a"), Message.of("b"), Message.of("c"));
        assertThat(pair.received()).hasSize(1);
        pair.change(settings -> settings.recvDepth = 8);
        assertThat(pair.received()).hasSize(3);
        pair.detach(peer);
        RecordingOp waiting = pair.send("x");
        pair.change(settings -> settings.sendDepth = 1);
        assertThat(waiting.isDone()).isTrue();
    }

    @Test
    void givesThePeerWhatWasAcceptedWhenItCloses() {
        LogicHarness pair = pair(2, 8);
        FakePipe peer = pair.attach();
        int accepted = peer.depth() + 1 + 2;
        for (int i = 0; i < accepted; i++) {
            pair.send("m" + i);
        }
        pair.close();
        assertThat(peer.offered()).hasSize(accepted);
        assertThat(pair.drops(DropReason.UNDELIVERED_AT_CLOSE))
                .as("the pipe was cut unwritten")
                .isEqualTo(accepted);
    }

    @Test
    void countsWhatNobodyTookWhenItCloses() {
        LogicHarness pair = pair(2, 8);
        pair.send("queued");
        FakePipe peer = pair.attach();
        pair.deliver(peer, Message.of("unread"));
        pair.detach(peer);
        pair.close();
        assertThat(pair.drops(DropReason.UNDELIVERED_AT_CLOSE)).isEqualTo(1);
        assertThat(pair.drops(DropReason.UNREAD_AT_CLOSE)).isEqualTo(1);
    }

    @Test
    void sendsNoHeader() {
        LogicHarness pair = pair(1, 8);
        FakePipe peer = pair.attach();
        pair.trySend(pair.main(), Message.of("body").withHeader(new byte[] {1, 2, 3, 4}));
        assertThat(peer.offered().get(0).header()).isEmpty();
    }

    @Test
    @Spec("spec.md 10 #5")
    void hasNoContexts() {
        LogicHarness pair = pair(0, 8);
        assertThatThrownBy(pair::openContext).isInstanceOf(SpException.NotSupported.class);
    }
}
