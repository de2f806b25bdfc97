package io.sp4j.testkit.protocol;

import static io.sp4j.testkit.LogicHarness.wire;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Spec("spec.md 3.4")
class ReqResendTest {
    private static final long TICK = 1_000;
    private static final long RESEND = 10 * TICK;

    private static LogicHarness req(long resendNanos) {
        return new LogicHarness(Protocol.REQ0, 35, settings -> {
            settings.resendNanos = resendNanos;
            settings.resendTickNanos = TICK;
        });
    }

    private static Message reply(String text, Message request) {
        return wire(text, SpHeader.word(request, 0));
    }

    private static List<String> texts(FakePipe pipe) {
        return pipe.offered().stream().map(Message::text).toList();
    }

    @Test
    @Spec("spec.md 10 #29")
    void asksAnotherServerWithTheSameIdWhenTheTimeIsUp() {
        LogicHarness req = req(RESEND);
        FakePipe mute = req.attach();
        FakePipe other = req.attach();
        req.send("question");
        RecordingOp receive = req.receive();
        req.writeAll(mute);
        req.advanceNanos(RESEND);
        assertThat(other.offered()).hasSize(1);
        assertThat(other.offered().get(0).header())
                .isEqualTo(mute.offered().get(0).header());
        req.deliver(other, reply("answer", other.offered().get(0)));
        assertThat(receive.text()).isEqualTo("answer");
        req.deliver(mute, reply("late", mute.offered().get(0)));
        assertThat(req.drops(DropReason.STALE_REPLY)).isEqualTo(1);
    }

    @Test
    @Spec("spec.md 10 #36")
    void takesAReplyToAnEarlierTransmission() {
        LogicHarness req = req(RESEND);
        FakePipe slow = req.attach();
        FakePipe other = req.attach();
        req.send("question");
        req.writeAll(slow);
        req.advanceNanos(RESEND);
        assertThat(other.offered()).hasSize(1);
        req.deliver(slow, reply("from the first", slow.offered().get(0)));
        assertThat(req.receive().text()).isEqualTo("from the first");
    }

    @Test
    void takesAReplyWhileTheRequestStandsInLineAgain() {
        LogicHarness req = req(RESEND);
        FakePipe server = req.attach();
        req.send("question");
        req.writeAll(server);
        req.send(req.openContext(), "keeps the pipe busy");
        req.advanceNanos(RESEND);
        assertThat(req.main().toString()).contains("QUEUED");
        RecordingOp receive = req.receive();
        req.deliver(server, reply("answer", server.offered().get(0)));
        assertThat(receive.text()).isEqualTo("answer");
        req.writeAll(server);
        assertThat(texts(server)).containsOnlyOnce("question");
    }

    @Test
    @Spec("spec.md 10 #30")
    void asksAgainInConstantPeriods() {
        LogicHarness req = req(RESEND);
        FakePipe server = req.attach();
        req.send("question");
        long begin = req.clock().nanos();
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            int before = server.offered().size();
            req.advanceNanos(TICK / 10);
            if (server.offered().size() > before) {
                times.add(req.clock().nanos() - begin);
            }
            req.writeAll(server);
        }
        assertThat(times).containsExactly(RESEND, 2 * RESEND, 3 * RESEND, 4 * RESEND, 5 * RESEND);
    }

    @Test
    void roundsTheResendTimeUpToATick() {
        LogicHarness req = req(TICK / 2);
        FakePipe server = req.attach();
        req.send("question");
        req.writeAll(server);
        req.advanceNanos(TICK - 1);
        assertThat(server.offered()).hasSize(1);
        req.advanceNanos(1);
        assertThat(server.offered()).hasSize(2);
    }

    @Test
    void asksAgainInTimeWhenTheClockWrapsAround() {
        for (long before = -1; before <= 2 * RESEND; before += TICK / 4) {
            ManualClock clock = new ManualClock(Long.MAX_VALUE - before);
            LogicHarness req = new LogicHarness(Protocol.REQ0, new Random(before), clock, settings -> {
                settings.resendNanos = RESEND;
                settings.resendTickNanos = TICK;
            });
            FakePipe server = req.attach();
            req.send("question");
            req.writeAll(server);
            req.advanceNanos(RESEND - 1);
            assertThat(server.offered()).hasSize(1);
            req.advanceNanos(1);
            assertThat(server.offered()).hasSize(2);
        }
    }

    @Test
    void looksForDueRequestsOnceATickHoweverManyThereAre() {
        LogicHarness req = req(RESEND);
        FakePipe server = req.attach();
        for (int i = 0; i < 100; i++) {
            req.send(req.openContext(), "request " + i);
            req.writeAll(server);
            req.advanceNanos(TICK / 100);
        }
        assertThat(req.clock().alarms()).isEqualTo(1);
        req.advanceNanos(RESEND);
        req.writeAll(server);
        assertThat(server.offered()).hasSizeBetween(101, 200);
        req.advanceNanos(TICK);
        req.writeAll(server);
        assertThat(server.offered()).hasSize(200);
    }

    @Test
    void sendsAgainOnlyOnceWhenTheFirstCopyWasStuckInItsPipe() {
        LogicHarness req = req(RESEND);
        FakePipe stuck = req.attach();
        req.send("question");
        req.advanceNanos(RESEND);
        assertThat(req.main().toString()).contains("QUEUED");
        req.write(stuck);
        assertThat(texts(stuck)).containsExactly("question");
        assertThat(req.main().toString()).contains("SENT");
        req.advanceNanos(RESEND);
        assertThat(texts(stuck)).containsExactly("question", "question");
    }

    @Test
    void stopsItsTimerWhenNothingIsAsked() {
        LogicHarness req = req(RESEND);
        FakePipe server = req.attach();
        req.send("question");
        req.deliver(server, reply("answer", server.offered().get(0)));
        req.advanceNanos(10 * RESEND);
        assertThat(server.offered()).hasSize(1);
        assertThat(req.clock().alarms()).isZero();
    }

    @Test
    @Spec("spec.md 10 #31")
    void asksTheNextConnectionAtOnceWhenThePipeDies() {
        LogicHarness req = req(RESEND);
        FakePipe first = req.attach();
        req.send("question");
        RecordingOp receive = req.receive();
        req.writeAll(first);
        req.detach(first);
        FakePipe second = req.attach();
        assertThat(texts(second)).containsExactly("question");
        req.detach(second);
        FakePipe third = req.attach();
        req.deliver(third, reply("answer", third.offered().get(0)));
        assertThat(receive.text()).isEqualTo("answer");
    }

    @Test
    @Spec("spec.md 10 #31")
    void asksInTheOriginalOrderBeforeEverythingElseWhenPipesDie() {
        LogicHarness req = req(RESEND);
        FakePipe odd = req.attach();
        FakePipe even = req.attach();
        for (int i = 0; i < 6; i++) {
            req.send(req.openContext(), "request " + i);
            req.writeAll(i % 2 == 0 ? odd : even);
        }
        req.send(req.openContext(), "fills odd");
        req.send(req.openContext(), "fills even");
        RecordingOp waiting = req.send("request 8");
        req.detach(even);
        req.detach(odd);
        FakePipe next = req.attach();
        req.writeAll(next);
        assertThat(texts(next))
                .containsExactly(
                        "request 0",
                        "request 1",
                        "request 2",
                        "request 3",
                        "request 4",
                        "request 5",
                        "fills odd",
                        "fills even",
                        "request 8");
        assertThat(waiting.isDone()).isTrue();
    }

    @Test
    @Spec("spec.md 10 #32")
    void resetsOnceWhenThePipeDiesAndResendingIsOff() {
        for (long off : new long[] {0, -1, ProtocolSettings.NEVER}) {
            LogicHarness req = req(off);
            FakePipe server = req.attach();
            req.send("question");
            req.writeAll(server);
            req.detach(server);
            assertThat(req.receive().error()).isEqualTo(ErrorCode.CONNECTION_RESET);
            assertThat(req.receive().error()).isEqualTo(ErrorCode.BAD_STATE);
            assertThat(req.attach().offered()).isEmpty();
            assertThat(req.clock().alarms()).isZero();
        }
    }

    @Test
    @Spec("spec.md 10 #32")
    void resetsAWaitingReceiveWhenThePipeDiesAndResendingIsOff() {
        LogicHarness req = req(0);
        FakePipe server = req.attach();
        req.send("question");
        RecordingOp receive = req.receive();
        req.writeAll(server);
        req.detach(server);
        assertThat(receive.error()).isEqualTo(ErrorCode.CONNECTION_RESET);
        assertThat(req.receive().error()).isEqualTo(ErrorCode.BAD_STATE);
    }

    @Test
    void asksAgainWhatNoPeerCanHaveSeenEvenIfResendingIsOff() {
        LogicHarness req = req(0);
        FakePipe server = req.attach();
        req.send("question");
        RecordingOp receive = req.receive();
        req.detach(server);
        FakePipe next = req.attach();
        assertThat(texts(next)).containsExactly("question");
        req.deliver(next, reply("answer", next.offered().get(0)));
        assertThat(receive.text()).isEqualTo("answer");
    }

    @Test
    void resetsWhenTheRequestWasPartlyWrittenAndResendingIsOff() {
        LogicHarness req = req(0);
        FakePipe server = req.attach();
        req.send("question");
        server.beginWriting();
        req.detach(server);
        assertThat(req.receive().error()).isEqualTo(ErrorCode.CONNECTION_RESET);
    }

    @Test
    void countsAnAcceptedRequestThatIsGivenUpBeforeAnyPeerSawIt() {
        LogicHarness req = req(RESEND);
        ContextLogic context = req.openContext();
        FakePipe server = req.attach();
        req.send(context, "one");
        req.detach(server);
        req.send(context, "two");
        assertThat(req.drops(DropReason.SUPERSEDED)).isEqualTo(1);
        FakePipe next = req.attach();
        assertThat(texts(next)).containsExactly("two");
    }

    @Test
    void letsARequestThatWasGivenUpInItsPipeGoOutOrBeCounted() {
        LogicHarness req = req(RESEND);
        FakePipe server = req.attach();
        req.send("given up");
        RecordingOp receive = req.receive();
        req.cancel(receive);
        assertThat(server.unwritten()).hasSize(1);
        req.detach(server);
        assertThat(req.drops(DropReason.LOST_ON_DISCONNECT)).isEqualTo(1);
    }
}
