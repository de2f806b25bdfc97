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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Spec("spec.md 3.7")
class PullTest {
    private static LogicHarness pull(int recvDepth) {
        return new LogicHarness(Protocol.PULL0, 44, settings -> settings.recvDepth = recvDepth);
    }

    private static Message[] saturated(String from, int count) {
        return IntStream.range(0, count).mapToObj(i -> Message.of(from + i)).toArray(Message[]::new);
    }

    /** Takes so many messages and counts them by the letter that they begin with. */
    private static Map<String, Integer> take(LogicHarness pull, int count) {
        Map<String, Integer> taken = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Message m = pull.poll(pull.main());
            String text = m == null ? pull.tryReceive(pull.main()).text() : m.text();
            taken.merge(text.substring(0, 1), 1, Integer::sum);
        }
        return taken;
    }

    @Test
    @Spec("spec.md 10 #59")
    void takesEquallyFromThreeSaturatedPushers() {
        for (int depth : new int[] {0, 1, 2, 3, 8, 100, 1024}) {
            LogicHarness pull = pull(depth);
            List<FakePipe> pushers = List.of(pull.attach(), pull.attach(), pull.attach());
            for (int i = 0; i < 3; i++) {
                pull.deliver(pushers.get(i), saturated("abc".substring(i, i + 1), 20_000));
            }
            take(pull, depth + 1);
            Map<String, Integer> taken = take(pull, 9_000);
            assertThat(taken.values())
                    .as("depth %s: %s", depth, taken)
                    .hasSize(3)
                    .allMatch(n -> Math.abs(n - 3_000) <= Math.max(2, depth));
        }
    }

    @Test
    @Spec("spec.md 10 #59")
    void starvesNobodyWhenThereAreMorePushersThanRoom() {
        LogicHarness pull = pull(8);
        for (int i = 0; i < 20; i++) {
            pull.deliver(pull.attach(), saturated(Character.toString('a' + i), 1_000));
        }
        Map<String, Integer> taken = take(pull, 4_000);
        assertThat(taken).as(taken.toString()).hasSize(20);
        assertThat(taken.values()).allMatch(n -> n >= 180 && n <= 220);
    }

    @Test
    void keepsTheOrderOfEachPusher() {
        LogicHarness pull = pull(4);
        FakePipe a = pull.attach();
        FakePipe b = pull.attach();
        pull.deliver(a, saturated("a", 50));
        pull.deliver(b, saturated("b", 50));
        Map<String, Integer> next = new HashMap<>(Map.of("a", 0, "b", 0));
        for (int i = 0; i < 100; i++) {
            String text = pull.receive().text();
            String from = text.substring(0, 1);
            assertThat(text).isEqualTo(from + next.get(from));
            next.merge(from, 1, Integer::sum);
        }
    }

    @Test
    void pausesAllPushersAtItsBound() {
        LogicHarness pull = pull(4);
        FakePipe a = pull.attach();
        FakePipe b = pull.attach();
        pull.deliver(a, saturated("a", 10));
        assertThat(a.isPaused()).isTrue();
        assertThat(b.isPaused()).isTrue();
        assertThat(pull.received()).hasSize(4);
        assertThat(pull.attach().isPaused()).as("one that comes now").isTrue();
        take(pull, 2);
        assertThat(b.isPaused()).as("half of it is taken").isFalse();
        take(pull, 8);
        assertThat(pull.pipes()).noneMatch(FakePipe::isPaused);
    }

    @Test
    void losesNothingOfAPusherThatGoes() {
        LogicHarness pull = pull(4);
        FakePipe a = pull.attach();
        pull.deliver(a, saturated("a", 3));
        pull.detach(a);
        FakePipe b = pull.attach();
        pull.deliver(b, saturated("b", 3));
        pull.detach(b);
        assertThat(take(pull, 4)).isEqualTo(Map.of("a", 3, "b", 1));
    }

    @Test
    void servesWaitingReceivesInTheirOrder() {
        LogicHarness pull = pull(4);
        RecordingOp first = pull.receive();
        RecordingOp second = pull.receive();
        RecordingOp third = pull.receive();
        pull.expire(second);
        pull.deliver(pull.attach(), saturated("a", 2));
        assertThat(first.text()).isEqualTo("a0");
        assertThat(third.text()).isEqualTo("a1");
    }

    @Test
    void takesANewBound() {
        LogicHarness pull = pull(2);
        FakePipe a = pull.attach();
        pull.deliver(a, saturated("a", 100));
        assertThat(pull.received()).hasSize(2);
        pull.change(settings -> settings.recvDepth = 50);
        assertThat(pull.received()).hasSizeBetween(26, 50);
    }

    @Test
    void countsWhatNobodyTookWhenItCloses() {
        LogicHarness pull = pull(8);
        pull.deliver(pull.attach(), saturated("a", 3));
        pull.close();
        assertThat(pull.drops(DropReason.UNREAD_AT_CLOSE)).isEqualTo(3);
    }

    @Test
    @Spec({"spec.md 10 #5", "spec.md 10 #6"})
    void neitherSendsNorHasContexts() {
        LogicHarness pull = pull(8);
        assertThat(pull.send("no").error()).isEqualTo(ErrorCode.NOT_SUPPORTED);
        assertThatThrownBy(pull::openContext).isInstanceOf(SpException.NotSupported.class);
    }
}
