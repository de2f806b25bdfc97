package io.sp4j.testkit.protocol;

import static io.sp4j.testkit.LogicHarness.wire;
import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.internal.protocol.ContextLogic;
import io.sp4j.internal.wire.SpHeader;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.RecordingOp;
import io.sp4j.testkit.Spec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

@Spec("spec.md 3.4")
class ReqTest {
    private final LogicHarness req = new LogicHarness(Protocol.REQ0, 34);

    private static int id(Message request) {
        return SpHeader.word(request, 0);
    }

    private static Message reply(String text, Message request) {
        return wire(text, id(request));
    }

    private static Message last(FakePipe pipe) {
        return pipe.offered().get(pipe.offered().size() - 1);
    }

    private static List<String> texts(FakePipe pipe) {
        return pipe.offered().stream().map(Message::text).toList();
    }

    private static String remedy(RecordingOp op) {
        return Objects.requireNonNull(op.failure()).text();
    }

    @Test
    void takesTheReplyToItsRequest() {
        FakePipe server = req.attach();
        assertThat(req.send("6 x 9?").isDone()).isTrue();
        RecordingOp receive = req.receive();
        req.deliver(server, reply("42", last(server)));
        assertThat(receive.text()).isEqualTo("42");
        assertThat(Objects.requireNonNull(receive.result()).header()).isEmpty();
    }

    @Test
    void keepsAReplyUntilItIsReceived() {
        FakePipe server = req.attach();
        req.send("question");
        req.deliver(server, reply("answer", last(server)));
        assertThat(req.tryReceive(req.main()).text()).isEqualTo("answer");
        assertThat(req.receive().error()).isEqualTo(ErrorCode.BAD_STATE);
    }

    @Test
    void takesAReplyWhoseIdCameApartFromItsBody() {
        FakePipe server = req.attach();
        req.send("question");
        RecordingOp receive = req.receive();
        req.deliver(server, Message.of("").withHeader(last(server).header()));
        assertThat(receive.text()).isEmpty();
    }

    @Test
    @Spec({"spec.md 10 #26", "api.md D22"})
    void givesEveryRequestItsOwnRandomIdWithTheTopBitSet() {
        Set<Integer> ids = new HashSet<>();
        FakePipe server = req.attach();
        for (int i = 0; i < 500; i++) {
            req.send(req.openContext(), "question");
            req.writeAll(server);
            assertThat(id(last(server))).isNegative();
            ids.add(id(last(server)));
        }
        assertThat(ids).hasSize(500);
        List<Integer> inOrder = server.offered().stream().map(ReqTest::id).toList();
        assertThat(Orders.ascending(inOrder)).isFalse();
    }

    @Test
    @Spec("spec.md 10 #27")
    void failsAReceiveWithoutARequest() {
        RecordingOp early = req.receive();
        assertThat(early.error()).isEqualTo(ErrorCode.BAD_STATE);
        assertThat(remedy(early)).isEqualTo("recv: no request outstanding, send one first");
    }

    @Test
    @Spec("spec.md 10 #27")
    void failsASecondReceiveAtATime() {
        FakePipe server = req.attach();
        req.send("question");
        RecordingOp first = req.receive();
        assertThat(req.receive().error()).isEqualTo(ErrorCode.BAD_STATE);
        req.deliver(server, reply("answer", last(server)));
        assertThat(first.text()).isEqualTo("answer");
    }

    @Test
    void changesNothingWhenAReceiveMayNotWait() {
        FakePipe server = req.attach();
        req.send("question");
        assertThat(req.tryReceive(req.main()).error()).isEqualTo(ErrorCode.TIMEOUT);
        req.deliver(server, reply("answer", last(server)));
        assertThat(req.receive().text()).isEqualTo("answer");
    }

    @Test
    @Spec("spec.md 10 #28")
    void cancelsTheOldRequestWhenANewOneIsSent() {
        FakePipe server = req.attach();
        req.send("old");
        RecordingOp oldReceive = req.receive();
        Message old = last(server);
        req.write(server);
        req.send("new");
        assertThat(oldReceive.error()).isEqualTo(ErrorCode.CANCELED);
        RecordingOp receive = req.receive();
        req.deliver(server, reply("late", old));
        assertThat(receive.isPending()).isTrue();
        assertThat(req.drops(DropReason.STALE_REPLY)).isEqualTo(1);
        req.deliver(server, reply("in time", last(server)));
        assertThat(receive.text()).isEqualTo("in time");
    }

    @Test
    @Spec("spec.md 10 #28")
    void cancelsAQueuedSendWhenANewOneIsSent() {
        RecordingOp old = req.send("old");
        RecordingOp receive = req.receive();
        RecordingOp fresh = req.send("new");
        assertThat(old.error()).isEqualTo(ErrorCode.CANCELED);
        assertThat(receive.error()).isEqualTo(ErrorCode.CANCELED);
        FakePipe server = req.attach();
        assertThat(fresh.isDone()).isTrue();
        assertThat(texts(server)).containsExactly("new");
    }

    @Test
    @Spec("spec.md 10 #28")
    void discardsAnUnreadReplyWhenANewRequestIsSent() {
        FakePipe server = req.attach();
        req.send("old");
        req.deliver(server, reply("unread", last(server)));
        req.write(server);
        req.send("new");
        assertThat(req.drops(DropReason.STALE_REPLY)).isEqualTo(1);
        RecordingOp receive = req.receive();
        req.deliver(server, reply("read", last(server)));
        assertThat(receive.text()).isEqualTo("read");
    }

    @Test
    @Spec("spec.md 10 #33")
    void sendsInTheOrderOfTheContextsQueue() {
        ContextLogic[] contexts = {req.openContext(), req.openContext(), req.openContext(), req.openContext()};
        List<RecordingOp> sends = new ArrayList<>();
        for (ContextLogic context : contexts) {
            sends.add(req.send(context, "request " + sends.size()));
        }
        req.cancel(sends.get(1));
        req.closeContext(contexts[2]);
        assertThat(sends.get(1).error()).isEqualTo(ErrorCode.CANCELED);
        assertThat(sends.get(2).error()).isEqualTo(ErrorCode.CLOSED);
        FakePipe server = req.attach();
        assertThat(sends.get(0).isDone()).isTrue();
        assertThat(sends.get(3).isPending()).isTrue();
        req.writeAll(server);
        assertThat(texts(server)).containsExactly("request 0", "request 3");
    }

    @Test
    @Spec({"spec.md 10 #33", "spec.md 10 #8"})
    void leavesNothingOfASendThatMayNotWait() {
        assertThat(req.trySend(req.main(), "gone").error()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(req.receive().error()).isEqualTo(ErrorCode.BAD_STATE);
        assertThat(req.attach().offered()).isEmpty();
    }

    @Test
    void cancelsThePreviousRequestEvenIfTheNewSendFails() {
        FakePipe server = req.attach();
        req.send("old");
        RecordingOp receive = req.receive();
        assertThat(req.trySend(req.main(), "new").error()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(receive.error()).isEqualTo(ErrorCode.CANCELED);
        assertThat(req.receive().error()).isEqualTo(ErrorCode.BAD_STATE);
        assertThat(texts(server)).containsExactly("old");
    }

    @Test
    @Spec("spec.md 10 #34")
    void givesMoreToTheServerThatKeepsUp() {
        FakePipe slow = req.attach();
        FakePipe fast = req.attach();
        for (int i = 0; i < 20; i++) {
            req.send(req.openContext(), "request " + i);
            req.writeAll(fast);
        }
        assertThat(slow.offered()).hasSize(1);
        assertThat(fast.offered()).hasSize(19);
    }

    @Test
    @Spec("spec.md 10 #34")
    void takesIdleServersInTurn() {
        List<FakePipe> servers = List.of(req.attach(), req.attach(), req.attach());
        for (int i = 0; i < 9; i++) {
            req.send(req.openContext(), "request " + i);
            servers.forEach(req::writeAll);
        }
        assertThat(texts(servers.get(0))).containsExactly("request 0", "request 3", "request 6");
        assertThat(texts(servers.get(2))).containsExactly("request 2", "request 5", "request 8");
    }

    @Test
    @Spec({"spec.md 10 #36", "api.md D22"})
    void dropsAReplyFromAServerThatWasNotAsked() {
        FakePipe asked = req.attach();
        FakePipe other = req.attach();
        req.send("question");
        RecordingOp receive = req.receive();
        req.deliver(other, reply("forged", last(asked)));
        assertThat(req.drops(DropReason.UNEXPECTED_REPLY)).isEqualTo(1);
        assertThat(other.isAttached()).isTrue();
        req.deliver(asked, reply("true", last(asked)));
        assertThat(receive.text()).isEqualTo("true");
    }

    @Test
    @Spec("spec.md 10 #37")
    void dropsASecondReply() {
        FakePipe server = req.attach();
        req.send("question");
        req.deliver(server, reply("one", last(server)), reply("two", last(server)), wire("three", 0x87654321));
        assertThat(req.receive().text()).isEqualTo("one");
        assertThat(req.drops(DropReason.STALE_REPLY)).isEqualTo(2);
    }

    @Test
    @Spec("spec.md 10 #35")
    void closesThePipeOfAMalformedReplyAndAsksAgain() {
        for (Message garbage : List.of(wire("abc"), wire(""), wire("no top bit", 0x7fffffff))) {
            LogicHarness req = new LogicHarness(Protocol.REQ0, garbage.length());
            FakePipe bad = req.attach();
            FakePipe good = req.attach();
            req.send("question");
            RecordingOp receive = req.receive();
            req.deliver(bad, garbage);
            assertThat(bad.closeReason()).isEqualTo(CloseReason.MALFORMED);
            assertThat(texts(good)).containsExactly("question");
            req.deliver(good, reply("answer", last(good)));
            assertThat(receive.text()).isEqualTo("answer");
        }
    }

    @Test
    @Spec("spec.md 10 #44")
    void matchesTheRepliesOfAHundredContexts() {
        FakePipe server = req.attach();
        List<RecordingOp> receives = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ContextLogic context = req.openContext();
            req.send(context, "question " + i);
            receives.add(req.receive(context));
        }
        req.writeAll(server);
        List<Message> asked = server.written();
        for (int i = 99; i >= 0; i--) {
            req.deliver(server, reply(asked.get(i).text().replace("question", "answer"), asked.get(i)));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(receives.get(i).text()).isEqualTo("answer " + i);
        }
    }

    @Test
    @Spec("spec.md 10 #45")
    void abortsTheRequestWhenItsReceiveTimesOut() {
        FakePipe server = req.attach();
        req.send("question");
        RecordingOp receive = req.receive();
        req.expire(receive);
        assertThat(receive.error()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(req.receive().error()).isEqualTo(ErrorCode.BAD_STATE);
        req.deliver(server, reply("late", last(server)));
        assertThat(req.drops(DropReason.STALE_REPLY)).isEqualTo(1);
    }

    @Test
    @Spec("spec.md 10 #45")
    void cancelsAQueuedSendWhenItsReceiveTimesOut() {
        RecordingOp send = req.send("question");
        RecordingOp receive = req.receive();
        req.expire(receive);
        assertThat(receive.error()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(send.error()).isEqualTo(ErrorCode.CANCELED);
        assertThat(req.attach().offered()).isEmpty();
    }

    @Test
    void cancelsTheReceiveWhenItsSendTimesOut() {
        RecordingOp send = req.send("question");
        RecordingOp receive = req.receive();
        req.expire(send);
        assertThat(send.error()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(receive.error()).isEqualTo(ErrorCode.CANCELED);
        assertThat(req.receive().error()).isEqualTo(ErrorCode.BAD_STATE);
    }

    @Test
    void failsWhatWaitsWhenItsContextCloses() {
        FakePipe server = req.attach();
        ContextLogic context = req.openContext();
        req.send(context, "question");
        RecordingOp receive = req.receive(context);
        req.closeContext(context);
        assertThat(receive.error()).isEqualTo(ErrorCode.CLOSED);
        assertThat(server.isAttached()).isTrue();
        req.deliver(server, reply("late", last(server)));
        assertThat(req.drops(DropReason.STALE_REPLY)).isEqualTo(1);
    }
}
