package io.sp4j.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

@Spec("spec.md 3.7")
class PushTest {
    private static final long SECOND = 1_000_000_000L;

    private static LogicHarness push(int sendDepth) {
        return new LogicHarness(Protocol.PUSH0, 43, settings -> settings.sendDepth = sendDepth);
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::text).toList();
    }

    @Test
    @Spec("spec.md 10 #53")
    void waitsUntilAPullerExists() {
        LogicHarness push = push(0);
        RecordingOp first = push.send("first");
        RecordingOp second = push.send("second");
        assertThat(push.trySend(push.main(), "no").error()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(first.isPending()).isTrue();
        FakePipe puller = push.attach();
        assertThat(first.isDone()).isTrue();
        assertThat(second.isDone()).isTrue();
        assertThat(texts(puller.offered())).containsExactly("first", "second");
    }

    @Test
    @Spec("spec.md 10 #54")
    void buffersBeforeAPullerExistsAndKeepsTheOrder() {
        LogicHarness push = push(2);
        assertThat(push.send("1").isDone()).isTrue();
        assertThat(push.send("2").isDone()).isTrue();
        RecordingOp third = push.send("3");
        assertThat(third.isPending()).isTrue();
        FakePipe puller = push.attach();
        assertThat(third.isDone()).isTrue();
        assertThat(texts(puller.offered())).containsExactly("1", "2", "3");
    }

    @Test
    @Spec("spec.md 10 #55")
    void takesItsPullersInTurn() {
        LogicHarness push = push(0);
        FakePipe one = push.attach();
        FakePipe two = push.attach();
        for (int i = 0; i < 6; i++) {
            push.send("" + i);
        }
        assertThat(texts(one.offered())).containsExactly("0", "2", "4");
        assertThat(texts(two.offered())).containsExactly("1", "3", "5");
    }

    @Test
    @Spec({"spec.md 10 #56", "reliability.md 5 #22"})
    void passesOverAPullerThatIsFull() {
        LogicHarness push = push(0);
        FakePipe stuck = push.attach();
        FakePipe quick = push.attach();
        int ring = stuck.depth() + 1;
        for (int i = 0; i < 3 * ring; i++) {
            assertThat(push.trySend(push.main(), "" + i).isDone()).isTrue();
            push.writeAll(quick);
        }
        assertThat(stuck.offered()).hasSize(ring);
        assertThat(quick.written()).hasSize(2 * ring);
        push.writeAll(stuck);
        push.send("a");
        push.send("b");
        assertThat(stuck.offered()).as("it has room again").hasSize(ring + 1);
    }

    @Test
    @Spec("spec.md 10 #57")
    void givesToOthersWhatALostPullerNeverBegan() {
        LogicHarness push = push(0);
        FakePipe lost = push.attach();
        for (int i = 0; i < 4; i++) {
            push.send("" + i);
        }
        push.write(lost);
        lost.beginWriting();
        push.detach(lost);
        RecordingOp later = push.send("later");
        assertThat(later.isPending())
                .as("what was handed back is first, and exceeds the queue")
                .isTrue();
        FakePipe next = push.attach();
        assertThat(texts(next.offered())).containsExactly("2", "3", "later");
        assertThat(push.drops()).isEmpty();
    }

    @Test
    @Spec({"spec.md 10 #58", "reliability.md 5 #20"})
    void discardsWhatComesInAndPausesAPullerThatSendsTooMuch() {
        LogicHarness push = push(0);
        FakePipe talker = push.attach();
        push.deliver(talker, Message.of("hello"));
        assertThat(talker.isAttached()).isTrue();
        assertThat(push.drops(DropReason.UNEXPECTED_DATA)).isEqualTo(1);
        Message large = Message.wrap(new byte[48 << 10]);
        push.deliver(talker, large);
        assertThat(talker.isPaused()).isFalse();
        push.deliver(talker, large);
        assertThat(talker.isPaused()).as("more than 64 KiB within a second").isTrue();
        push.deliver(talker, large);
        push.advanceNanos(SECOND);
        assertThat(talker.isPaused())
                .as("96 KiB are one and a half seconds' worth")
                .isTrue();
        push.advanceNanos(SECOND * 6 / 10);
        assertThat(talker.isPaused()).isFalse();
        assertThat(push.drops(DropReason.UNEXPECTED_DATA)).isEqualTo(4);
        assertThat(push.send("fine").isDone()).isTrue();
    }

    @Test
    @Spec({"reliability.md 5 #20", "reliability.md 5 #11"})
    void pausesAFloodOfEmptyMessages() {
        LogicHarness push = push(0);
        FakePipe flood = push.attach();
        FakePipe other = push.attach();
        for (int i = 0; i < 2_000; i++) {
            push.deliver(flood, Message.wrap(new byte[0]));
        }
        assertThat(flood.isPaused()).isTrue();
        assertThat(other.isPaused()).isFalse();
        assertThat(push.drops()).hasSizeLessThan(1_100);
    }

    @Test
    void pausesNobodyWhoSendsALittleForLong() {
        LogicHarness push = push(0);
        FakePipe chatty = push.attach();
        for (int i = 0; i < 100; i++) {
            push.deliver(chatty, Message.wrap(new byte[60 << 10]));
            push.advanceNanos(SECOND);
        }
        assertThat(chatty.pauses()).isZero();
    }

    @Test
    void writesOutWhatItQueuedWhenItCloses() {
        LogicHarness push = push(4);
        FakePipe one = push.attach();
        FakePipe two = push.attach();
        int rings = 2 * (one.depth() + 1);
        for (int i = 0; i < rings + 4; i++) {
            push.trySend(push.main(), "" + i);
        }
        push.close();
        assertThat(one.offered().size() + two.offered().size()).isEqualTo(rings + 4);
    }

    @Test
    void countsWhatItAcceptedForNobodyWhenItCloses() {
        LogicHarness push = push(4);
        push.send("1");
        push.send("2");
        push.close();
        assertThat(push.drops(DropReason.UNDELIVERED_AT_CLOSE)).isEqualTo(2);
    }

    @Test
    @Spec({"spec.md 10 #5", "spec.md 10 #6"})
    void neitherReceivesNorHasContexts() {
        LogicHarness push = push(0);
        assertThat(push.receive().error()).isEqualTo(ErrorCode.NOT_SUPPORTED);
        assertThatThrownBy(push::openContext).isInstanceOf(SpException.NotSupported.class);
    }
}
