package io.sp4j.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.internal.protocol.ContextLogic;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.RecordingOp;
import io.sp4j.testkit.Spec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Spec("spec.md 3.6")
class SubTest {
    private static LogicHarness sub(int recvDepth) {
        return new LogicHarness(Protocol.SUB0, 42, settings -> settings.recvDepth = recvDepth);
    }

    private static void deliver(LogicHarness sub, String... texts) {
        FakePipe pipe = sub.pipes().isEmpty() ? sub.attach() : sub.pipes().get(0);
        for (String text : texts) {
            sub.deliver(pipe, Message.of(text));
        }
    }

    private static List<String> received(LogicHarness sub, ContextLogic context) {
        List<String> all = new ArrayList<>();
        for (RecordingOp op = sub.tryReceive(context); op.isDone(); op = sub.tryReceive(context)) {
            all.add(op.text());
        }
        return all;
    }

    private static List<String> received(LogicHarness sub) {
        return received(sub, sub.main());
    }

    @Test
    @Spec("spec.md 10 #46")
    void receivesNothingWithoutASubscription() {
        LogicHarness sub = sub(8);
        deliver(sub, "", "a", "abc");
        assertThat(received(sub)).isEmpty();
        assertThat(sub.drops(DropReason.NOT_SUBSCRIBED)).isEqualTo(3);
    }

    @Test
    @Spec("spec.md 10 #46")
    void receivesEverythingWithTheEmptyTopic() {
        LogicHarness sub = sub(8);
        sub.subscribe(sub.main(), "");
        deliver(sub, "", "a", "abc");
        assertThat(received(sub)).containsExactly("", "a", "abc");
    }

    @Test
    @Spec("spec.md 10 #46")
    void comparesTopicsWithTheBeginningOfTheBody() {
        LogicHarness sub = sub(8);
        sub.subscribe(sub.main(), "abc");
        sub.subscribe(sub.main(), "x");
        deliver(sub, "abc", "abcd", "ab", "ABC", "abd", "", "x", "yx", "xabc");
        assertThat(received(sub)).containsExactly("abc", "abcd", "x", "xabc");
    }

    @Test
    @Spec("spec.md 10 #47")
    void keepsOneEntryForATopicSubscribedTwice() {
        LogicHarness sub = sub(8);
        sub.subscribe(sub.main(), "a");
        sub.subscribe(sub.main(), "a");
        deliver(sub, "a1");
        assertThat(received(sub)).containsExactly("a1");
        assertThat(sub.unsubscribe(sub.main(), "a")).isTrue();
        deliver(sub, "a2");
        assertThat(received(sub)).isEmpty();
    }

    @Test
    @Spec("spec.md 10 #47")
    void knowsWhichTopicsItDoesNotHave() {
        LogicHarness sub = sub(8);
        sub.subscribe(sub.main(), "abc");
        assertThat(sub.unsubscribe(sub.main(), "ab")).isFalse();
        assertThat(sub.unsubscribe(sub.main(), "abcd")).isFalse();
        assertThat(sub.unsubscribe(sub.main(), "")).isFalse();
        assertThat(sub.unsubscribe(sub.main(), "abc")).isTrue();
        assertThat(sub.unsubscribe(sub.main(), "abc")).isFalse();
    }

    @Test
    @Spec("spec.md 10 #47")
    void prunesTheQueueInOrderWhenATopicGoes() {
        LogicHarness sub = sub(16);
        sub.subscribe(sub.main(), "a");
        sub.subscribe(sub.main(), "ab");
        sub.subscribe(sub.main(), "c");
        deliver(sub, "a1", "ab1", "c1", "a2", "ab2", "c2");
        sub.unsubscribe(sub.main(), "a");
        assertThat(sub.drops(DropReason.NOT_SUBSCRIBED)).isEqualTo(2);
        assertThat(received(sub)).containsExactly("ab1", "c1", "ab2", "c2");
    }

    @Test
    @Spec("spec.md 10 #48")
    void dropsTheOldestOfAFullQueue() {
        LogicHarness sub = sub(3);
        sub.subscribe(sub.main(), "");
        deliver(sub, "1", "2", "3", "4", "5");
        assertThat(received(sub)).containsExactly("3", "4", "5");
        assertThat(sub.drops(DropReason.QUEUE_FULL)).isEqualTo(2);
    }

    @Test
    @Spec("spec.md 10 #48")
    void dropsWhatArrivesAtAFullQueueWhereNewOnesAreNotPreferred() {
        LogicHarness sub = sub(3);
        sub.change(settings -> settings.preferNew = false);
        sub.subscribe(sub.main(), "");
        deliver(sub, "1", "2", "3", "4", "5");
        assertThat(received(sub)).containsExactly("1", "2", "3");
        assertThat(sub.drops(DropReason.QUEUE_FULL)).isEqualTo(2);
    }

    @Test
    void dropsAsManyOldOnesAsALargeOneNeeds() {
        LogicHarness sub = new LogicHarness(Protocol.SUB0, 43, settings -> settings.recvBytes = 10);
        sub.subscribe(sub.main(), "");
        deliver(sub, "aaa", "bbb", "ccc", "dddddddd");
        assertThat(received(sub)).containsExactly("dddddddd");
        deliver(sub, "e", "larger than all of it");
        assertThat(received(sub)).containsExactly("larger than all of it");
    }

    @Test
    void neverPausesAPublisher() {
        LogicHarness sub = sub(1);
        sub.subscribe(sub.main(), "");
        deliver(sub, "1", "2", "3");
        assertThat(sub.pipes().get(0).pauses()).isZero();
    }

    @Test
    @Spec("spec.md 10 #51")
    void filtersForEachContextAndGivesEachItsOwn() {
        LogicHarness sub = sub(8);
        sub.subscribe(sub.main(), "a");
        ContextLogic other = sub.openContext();
        deliver(sub, "a0");
        sub.subscribe(other, "a1");
        sub.subscribe(other, "b");
        deliver(sub, "a1", "a2", "b1", "c1");
        assertThat(received(sub)).containsExactly("a0", "a1", "a2");
        assertThat(received(sub, other)).containsExactly("a1", "b1");
        assertThat(sub.drops(DropReason.NOT_SUBSCRIBED))
                .as("what nobody wants is counted once")
                .isEqualTo(1);
    }

    @Test
    void opensContextsWithTheSocketsSettings() {
        LogicHarness sub = sub(2);
        sub.change(settings -> settings.preferNew = false);
        ContextLogic other = sub.openContext();
        sub.change(settings -> {
            settings.recvDepth = 5;
            settings.preferNew = true;
        });
        sub.subscribe(other, "");
        deliver(sub, "1", "2", "3");
        assertThat(received(sub, other)).containsExactly("1", "2");
    }

    @Test
    void servesWaitingReceivesInTheirOrder() {
        LogicHarness sub = sub(8);
        sub.subscribe(sub.main(), "");
        RecordingOp first = sub.receive();
        RecordingOp second = sub.receive();
        RecordingOp third = sub.receive();
        sub.cancel(second);
        deliver(sub, "1", "2");
        assertThat(first.text()).isEqualTo("1");
        assertThat(second.error()).isEqualTo(ErrorCode.CANCELED);
        assertThat(third.text()).isEqualTo("2");
    }

    @Test
    @Spec("spec.md 10 #52")
    void keepsTheOldestInOrderWhenItsQueueShrinks() {
        LogicHarness sub = sub(8);
        sub.subscribe(sub.main(), "");
        deliver(sub, "1", "2", "3", "4", "5");
        sub.change(settings -> settings.recvDepth = 3);
        assertThat(sub.drops(DropReason.QUEUE_FULL)).isEqualTo(2);
        sub.change(settings -> settings.recvDepth = 9);
        assertThat(received(sub)).containsExactly("1", "2", "3");
    }

    @Test
    void forgetsAContextThatIsClosed() {
        LogicHarness sub = sub(8);
        ContextLogic other = sub.openContext();
        sub.subscribe(other, "");
        deliver(sub, "1");
        sub.closeContext(other);
        assertThat(sub.drops(DropReason.UNREAD_AT_CLOSE)).isEqualTo(1);
        deliver(sub, "2");
        assertThat(sub.drops(DropReason.NOT_SUBSCRIBED)).isEqualTo(1);
    }

    @Test
    @Spec("spec.md 10 #6")
    void sendsNothing() {
        LogicHarness sub = sub(8);
        assertThat(sub.send("no").error()).isEqualTo(ErrorCode.NOT_SUPPORTED);
        assertThat(sub.send(sub.openContext(), "no").error()).isEqualTo(ErrorCode.NOT_SUPPORTED);
    }
}
