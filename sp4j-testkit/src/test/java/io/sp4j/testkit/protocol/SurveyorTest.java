package io.sp4j.testkit.protocol;

import static io.sp4j.testkit.LogicHarness.wire;
import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.internal.protocol.ContextLogic;
import io.sp4j.internal.protocol.ProtocolSettings;
import io.sp4j.internal.wire.SpHeader;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.ManualClock;
import io.sp4j.testkit.RecordingOp;
import io.sp4j.testkit.Spec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@Spec("spec.md 3.8")
class SurveyorTest {
    private static final long TIME = 1_000;

    private final LogicHarness surveyor = surveyor(settings -> {});

    private static LogicHarness surveyor(Consumer<ProtocolSettings> how) {
        Consumer<ProtocolSettings> first = SurveyorTest::prepare;
        return new LogicHarness(Protocol.SURVEYOR0, 49, first.andThen(how));
    }

    private static void prepare(ProtocolSettings settings) {
        settings.surveyNanos = TIME;
        settings.sendDepth = 8;
    }

    /** The id of the survey that the pipe took last. */
    private static int id(FakePipe pipe) {
        List<Message> taken = pipe.offered();
        return SpHeader.word(taken.get(taken.size() - 1), 0);
    }

    @Test
    void asksEverybodyAndReceivesWhatTheyAnswer() {
        FakePipe a = surveyor.attach();
        FakePipe b = surveyor.attach();
        assertThat(surveyor.trySend(surveyor.main(), "who is there?").isDone()).isTrue();
        assertThat(id(a)).isNegative().isEqualTo(id(b));
        assertThat(a.offered().get(0).text()).isEqualTo("who is there?");
        assertThat(a.offered().get(0).header()).hasSize(4);
        surveyor.deliver(b, wire("b", id(b)));
        surveyor.deliver(a, wire("a", id(a)));
        RecordingOp first = surveyor.receive();
        assertThat(first.text()).isEqualTo("b");
        assertThat(Objects.requireNonNull(first.result()).header()).isEmpty();
        assertThat(surveyor.receive().text()).isEqualTo("a");
    }

    @Test
    @Spec("spec.md 10 #60")
    void failsAReceiveBeforeAnySurvey() {
        RecordingOp early = surveyor.receive();
        assertThat(early.error()).isEqualTo(ErrorCode.BAD_STATE);
        assertThat(Objects.requireNonNull(early.failure()).text()).contains("no survey is running");
        assertThat(surveyor.tryReceive(surveyor.main()).error()).isEqualTo(ErrorCode.BAD_STATE);
    }

    @Test
    @Spec("spec.md 10 #60")
    void timesOutAtTheDeadlineAndIsIdleAfterwards() {
        FakePipe a = surveyor.attach();
        surveyor.send("survey");
        List<RecordingOp> waiting = List.of(surveyor.receive(), surveyor.receive());
        surveyor.advanceNanos(TIME - 1);
        assertThat(waiting).allMatch(RecordingOp::isPending);
        surveyor.deliver(a, wire("in time", id(a)));
        assertThat(waiting.get(0).text()).isEqualTo("in time");
        surveyor.advanceNanos(1);
        assertThat(waiting.get(1).error()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(surveyor.receive().error()).isEqualTo(ErrorCode.BAD_STATE);
    }

    @Test
    @Spec({"spec.md 10 #60", "reliability.md 5 #19"})
    void dropsWhatComesOrIsLeftAfterTheDeadline() {
        FakePipe a = surveyor.attach();
        surveyor.send("survey");
        surveyor.deliver(a, wire("unread", id(a)));
        surveyor.advanceNanos(TIME);
        surveyor.deliver(a, wire("late", id(a)));
        assertThat(surveyor.drops(DropReason.LATE_RESPONSE)).isEqualTo(2);
        assertThat(surveyor.receive().error()).isEqualTo(ErrorCode.BAD_STATE);
        assertThat(a.isAttached()).isTrue();
    }

    @Test
    @Spec("spec.md 10 #60")
    void endsAtTheDeadlineEvenIfTheTickIsLate() {
        ManualClock clock = new ManualClock(7);
        LogicHarness late = new LogicHarness(Protocol.SURVEYOR0, new Random(1), clock, SurveyorTest::prepare);
        FakePipe a = late.attach();
        long[] times = {0, 0};
        clock.schedule(clock.nanos() + TIME, () -> {
            late.deliver(a, wire("at the deadline", id(a)));
            times[0] = late.drops(DropReason.LATE_RESPONSE);
            times[1] = late.receive().error() == ErrorCode.BAD_STATE ? 1 : 0;
        });
        late.send("survey");
        late.advanceNanos(TIME);
        assertThat(times).containsExactly(1, 1);
    }

    @Test
    @Spec({"spec.md 10 #61", "spec.md 3.11"})
    void givesUpTheOldSurveyForANewOne() {
        FakePipe a = surveyor.attach();
        surveyor.send("old");
        int old = id(a);
        surveyor.deliver(a, wire("queued", old));
        assertThat(surveyor.receive().text()).isEqualTo("queued");
        RecordingOp waiting = surveyor.receive();
        surveyor.send("new");
        assertThat(waiting.error()).isEqualTo(ErrorCode.CANCELED);
        surveyor.deliver(a, wire("stale", old), wire("fresh", id(a)));
        assertThat(surveyor.receive().text()).isEqualTo("fresh");
        assertThat(surveyor.drops(DropReason.LATE_RESPONSE)).isEqualTo(1);
        surveyor.deliver(a, wire("queued", id(a)));
        surveyor.send("third");
        assertThat(surveyor.drops(DropReason.LATE_RESPONSE)).isEqualTo(2);
        assertThat(surveyor.tryReceive(surveyor.main()).error()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    @Spec("spec.md 10 #61")
    void givesANewSurveyItsFullTime() {
        surveyor.send("old");
        surveyor.advanceNanos(TIME / 2);
        surveyor.send("new");
        RecordingOp waiting = surveyor.receive();
        surveyor.advanceNanos(TIME - 1);
        assertThat(waiting.isPending()).isTrue();
        surveyor.advanceNanos(1);
        assertThat(waiting.error()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    @Spec("spec.md 10 #62")
    void takesSeveralAnswersOfOneRespondent() {
        FakePipe a = surveyor.attach();
        surveyor.send("survey");
        surveyor.deliver(a, wire("1", id(a)), wire("2", id(a)), wire("3", id(a)));
        assertThat(List.of(
                        surveyor.receive().text(),
                        surveyor.receive().text(),
                        surveyor.receive().text()))
                .containsExactly("1", "2", "3");
    }

    @Test
    @Spec({"spec.md 10 #63", "api.md D17"})
    void passesOverARespondentThatIsTooSlow() {
        FakePipe slow = surveyor.attach();
        FakePipe quick = surveyor.attach();
        for (int i = 0; i < 12; i++) {
            assertThat(surveyor.trySend(surveyor.main(), "survey " + i).isDone())
                    .isTrue();
            surveyor.writeAll(quick);
        }
        assertThat(slow.offered()).hasSize(1 + 8);
        assertThat(quick.offered()).hasSize(12);
        assertThat(surveyor.drops(DropReason.QUEUE_FULL)).isEqualTo(3);
        assertThat(surveyor.drops()).allMatch(drop -> drop.pipe() == slow);
    }

    @Test
    @Spec("spec.md 10 #64")
    void doesNotWaitWhereItMayNot() {
        surveyor.attach();
        surveyor.send("survey");
        assertThat(surveyor.tryReceive(surveyor.main()).error()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(surveyor.receive().isPending()).isTrue();
    }

    @Test
    @Spec("spec.md 10 #65")
    void outlivesAReceiveThatTimesOutOrIsCanceled() {
        FakePipe a = surveyor.attach();
        surveyor.send("survey");
        RecordingOp expired = surveyor.receive();
        RecordingOp canceled = surveyor.receive();
        surveyor.expire(expired);
        surveyor.cancel(canceled);
        surveyor.deliver(a, wire("answer", id(a)));
        assertThat(expired.error()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(canceled.error()).isEqualTo(ErrorCode.CANCELED);
        assertThat(surveyor.receive().text()).isEqualTo("answer");
    }

    @Test
    @Spec("spec.md 10 #66")
    void hasNoDeadlineWhereTheTimeIsForEver() {
        LogicHarness patient = surveyor(settings -> settings.surveyNanos = ProtocolSettings.NEVER);
        FakePipe a = patient.attach();
        ContextLogic context = patient.openContext();
        patient.send(context, "survey");
        RecordingOp waiting = patient.receive(context);
        patient.advanceNanos(1L << 60);
        assertThat(waiting.isPending()).isTrue();
        patient.deliver(a, wire("at last", id(a)));
        assertThat(waiting.text()).isEqualTo("at last");
    }

    @Test
    @Spec("spec.md 10 #66")
    void isOverAtOnceWhereTheTimeIsZero() {
        LogicHarness hasty = surveyor(settings -> settings.surveyNanos = 0);
        ContextLogic context = hasty.openContext();
        FakePipe a = hasty.attach();
        hasty.send(context, "survey");
        assertThat(hasty.receive(context).error()).isEqualTo(ErrorCode.BAD_STATE);
        assertThat(a.offered()).hasSize(1);
    }

    @Test
    @Spec("spec.md 10 #67")
    void keepsContextsApart() {
        FakePipe a = surveyor.attach();
        List<ContextLogic> contexts = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            ContextLogic context = surveyor.openContext();
            contexts.add(context);
            surveyor.send(context, "survey " + i);
            ids.add(id(a));
            surveyor.writeAll(a);
        }
        assertThat(ids).hasSize(100);
        List<Message> asked = a.written();
        for (int i = 99; i >= 0; i--) {
            surveyor.deliver(a, wire("answer to " + asked.get(i).text(), SpHeader.word(asked.get(i), 0)));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(surveyor.receive(contexts.get(i)).text()).isEqualTo("answer to survey " + i);
        }
    }

    @Test
    @Spec("spec.md 10 #67")
    void endsEachContextAtItsOwnDeadline() {
        ContextLogic[] contexts = new ContextLogic[5];
        RecordingOp[] waiting = new RecordingOp[5];
        for (int i = 0; i < 5; i++) {
            int each = i;
            surveyor.change(settings -> settings.surveyNanos = TIME * (5 - each));
            contexts[i] = surveyor.openContext();
            surveyor.send(contexts[i], "survey");
            waiting[i] = surveyor.receive(contexts[i]);
        }
        for (int over = 1; over <= 5; over++) {
            surveyor.advanceNanos(TIME);
            for (int i = 0; i < 5; i++) {
                assertThat(waiting[i].isPending()).isEqualTo(5 - i > over);
            }
        }
    }

    @Test
    @Spec("api.md D22")
    void takesNoAnswerOfAPipeThatWasNotAsked() {
        FakePipe asked = surveyor.attach();
        surveyor.send("survey");
        FakePipe late = surveyor.attach();
        surveyor.deliver(late, wire("guessed", id(asked)));
        assertThat(surveyor.drops(DropReason.UNEXPECTED_REPLY)).isEqualTo(1);
        for (int i = 0; i < 9; i++) {
            surveyor.send("survey " + i);
            surveyor.writeAll(late);
        }
        assertThat(asked.offered()).hasSize(9);
        surveyor.deliver(asked, wire("has missed it", id(late)));
        assertThat(surveyor.drops(DropReason.UNEXPECTED_REPLY)).isEqualTo(2);
        assertThat(surveyor.tryReceive(surveyor.main()).error()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    @Spec("spec.md 3.8")
    void closesThePipeOfAnAnswerWithoutAnId() {
        for (Message garbage : List.of(wire(""), wire("abc"))) {
            FakePipe a = surveyor.attach();
            surveyor.deliver(a, garbage);
            assertThat(a.closeReason()).isEqualTo(CloseReason.MALFORMED);
        }
    }

    @Test
    @Spec("api.md D21")
    void dropsAnswersAboveTheBound() {
        LogicHarness small = surveyor(settings -> settings.recvDepth = 2);
        FakePipe a = small.attach();
        small.send("survey");
        small.deliver(a, wire("1", id(a)), wire("2", id(a)), wire("3", id(a)));
        assertThat(small.drops(DropReason.QUEUE_FULL)).isEqualTo(1);
        assertThat(a.isPaused()).isFalse();
        assertThat(small.receive().text()).isEqualTo("1");
    }

    @Test
    void succeedsWithNobodyToAskAndCountsThat() {
        assertThat(surveyor.trySend(surveyor.main(), "anybody?").isDone()).isTrue();
        assertThat(surveyor.drops(DropReason.NO_PEER)).isEqualTo(1);
        assertThat(surveyor.receive().isPending()).isTrue();
    }

    @Test
    void keepsAnswersBeyondTheDeadlineWhereSettingsSaySo() {
        LogicHarness collecting = surveyor(settings -> settings.keepsAnswers = true);
        FakePipe a = collecting.attach();
        collecting.send("survey");
        collecting.deliver(a, wire("in time", id(a)));
        collecting.advanceNanos(TIME);
        collecting.deliver(a, wire("late", id(a)));
        assertThat(collecting.receive().text()).isEqualTo("in time");
        assertThat(collecting.receive().error()).isEqualTo(ErrorCode.BAD_STATE);
    }

    @Test
    void failsWhatWaitsWhenItsContextCloses() {
        ContextLogic context = surveyor.openContext();
        surveyor.send("survey of the socket");
        surveyor.send(context, "survey");
        RecordingOp closed = surveyor.receive(context);
        RecordingOp other = surveyor.receive();
        surveyor.closeContext(context);
        assertThat(closed.error()).isEqualTo(ErrorCode.CLOSED);
        assertThat(other.isPending()).isTrue();
    }
}
