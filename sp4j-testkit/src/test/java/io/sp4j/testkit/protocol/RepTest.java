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
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@Spec("spec.md 3.5")
class RepTest {
    static final int ID = 0x80000007;

    final LogicHarness rep = new LogicHarness(protocol(), 36);

    /** Whom to test. */
    Protocol protocol() {
        return Protocol.REP0;
    }

    /** What is answered. */
    String asked() {
        return "request";
    }

    private static List<String> texts(FakePipe pipe) {
        return pipe.offered().stream().map(Message::text).toList();
    }

    /** Takes a request from the pipe on each of some new contexts, and makes the pipe busy with the first reply. */
    private List<ContextLogic> owing(FakePipe client, int count) {
        List<ContextLogic> contexts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ContextLogic context = rep.openContext();
            rep.deliver(client, wire("request " + i, ID + i));
            rep.receive(context);
            contexts.add(context);
        }
        rep.send(contexts.get(0), "reply 0");
        return contexts;
    }

    @Test
    void answersThePipeThatAskedBehindItsBacktrace() {
        FakePipe other = rep.attach();
        FakePipe client = rep.attach();
        rep.deliver(client, wire("question", 3, 5, ID));
        RecordingOp receive = rep.receive();
        assertThat(receive.text()).isEqualTo("question");
        assertThat(Objects.requireNonNull(receive.result()).header()).isEmpty();
        assertThat(rep.send("answer").isDone()).isTrue();
        Message reply = client.offered().get(0);
        assertThat(reply.text()).isEqualTo("answer");
        assertThat(SpHeader.words(reply)).isEqualTo(4);
        assertThat(List.of(SpHeader.word(reply, 0), SpHeader.word(reply, 1), SpHeader.word(reply, 2)))
                .containsExactly(3, 5, ID);
        assertThat(other.offered()).isEmpty();
    }

    @Test
    void answersARequestWithAnEmptyBody() {
        FakePipe client = rep.attach();
        RecordingOp receive = rep.receive();
        rep.deliver(client, wire("", ID));
        assertThat(receive.text()).isEmpty();
        rep.send("");
        assertThat(client.offered().get(0).length()).isZero();
    }

    @Test
    void takesABacktraceThatCameApartFromTheBody() {
        FakePipe client = rep.attach();
        rep.deliver(client, Message.of("body").withHeader(wire("", 9, ID).bytes()));
        assertThat(rep.receive().text()).isEqualTo("body");
        rep.send("reply");
        assertThat(client.offered().get(0).header()).isEqualTo(wire("", 9, ID).bytes());
    }

    @Test
    @Spec("spec.md 10 #38")
    void failsASendWithoutARequest() {
        rep.attach();
        RecordingOp early = rep.send("to nobody");
        assertThat(early.error()).isEqualTo(ErrorCode.BAD_STATE);
        assertThat(Objects.requireNonNull(early.failure()).text())
                .startsWith("send: no " + asked() + " to answer, recv one first")
                .contains("context each");
    }

    @Test
    @Spec("spec.md 10 #38")
    void failsASecondReplyEvenAfterAFailedOne() {
        FakePipe client = rep.attach();
        List<ContextLogic> contexts = owing(client, 2);
        assertThat(rep.trySend(contexts.get(1), "may not wait").error()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(rep.send(contexts.get(1), "again").error()).isEqualTo(ErrorCode.BAD_STATE);
        assertThat(rep.send(contexts.get(0), "again").error()).isEqualTo(ErrorCode.BAD_STATE);
        rep.writeAll(client);
        assertThat(texts(client)).containsExactly("reply 0");
    }

    @Test
    @Spec("spec.md 10 #39")
    void succeedsWhenTheClientIsGoneBeforeTheReply() {
        FakePipe client = rep.attach();
        rep.deliver(client, wire("question", ID));
        rep.receive();
        rep.detach(client);
        assertThat(rep.send("answer").isDone()).isTrue();
        assertThat(rep.drops(DropReason.NO_PEER)).isEqualTo(1);
    }

    @Test
    @Spec("spec.md 10 #39")
    void succeedsWhenTheClientGoesWhileTheReplyWaits() {
        FakePipe client = rep.attach();
        List<ContextLogic> contexts = owing(client, 2);
        RecordingOp waiting = rep.send(contexts.get(1), "reply 1");
        assertThat(waiting.isPending()).isTrue();
        rep.detach(client);
        assertThat(waiting.isDone()).isTrue();
        assertThat(rep.drops(DropReason.NO_PEER)).isEqualTo(1);
        assertThat(rep.drops(DropReason.LOST_ON_DISCONNECT)).isEqualTo(1);
    }

    @Test
    @Spec("spec.md 10 #40")
    void survivesAClientThatVanishesInTheMiddleOfAReply() {
        FakePipe client = rep.attach();
        List<ContextLogic> contexts = owing(client, 1);
        client.beginWriting();
        rep.detach(client);
        FakePipe next = rep.attach();
        rep.deliver(next, wire("question", ID));
        assertThat(rep.receive(contexts.get(0)).text()).isEqualTo("question");
        rep.send(contexts.get(0), "answer");
        assertThat(texts(next)).containsExactly("answer");
    }

    @Test
    @Spec("spec.md 10 #41")
    void failsASecondReceiveAtATime() {
        FakePipe client = rep.attach();
        RecordingOp first = rep.receive();
        assertThat(rep.receive().error()).isEqualTo(ErrorCode.BAD_STATE);
        rep.deliver(client, wire("question", ID));
        assertThat(first.text()).isEqualTo("question");
    }

    @Test
    @Spec("spec.md 10 #41")
    void answersTheRequestThatItReceivedLast() {
        FakePipe client = rep.attach();
        rep.deliver(client, wire("old", ID), wire("new", ID + 1));
        rep.receive();
        assertThat(rep.receive().text()).isEqualTo("new");
        rep.send("answer");
        assertThat(SpHeader.word(client.offered().get(0), 0)).isEqualTo(ID + 1);
        assertThat(rep.send("too many").error()).isEqualTo(ErrorCode.BAD_STATE);
    }

    @Test
    void keepsAReplyThatWaitsWhenItsContextReceivesTheNextRequest() {
        FakePipe client = rep.attach();
        List<ContextLogic> contexts = owing(client, 2);
        ContextLogic context = contexts.get(1);
        RecordingOp first = rep.send(context, "reply 1");
        FakePipe other = rep.attach();
        rep.deliver(other, wire("request 2", ID + 2));
        rep.receive(context);
        assertThat(rep.send(context, "reply 2").isDone()).isTrue();
        assertThat(first.isPending()).isTrue();
        rep.writeAll(client);
        assertThat(first.isDone()).isTrue();
        assertThat(texts(client)).containsExactly("reply 0", "reply 1");
        assertThat(texts(other)).containsExactly("reply 2");
    }

    @Test
    @Spec("reliability.md 5 row 23")
    void readsNoMoreRequestsOfAPeerForWhichRepliesWait() {
        FakePipe client = rep.attach();
        ContextLogic context = owing(client, 2).get(1);
        assertThat(client.isPaused()).isFalse();
        rep.send(context, "reply 1");
        assertThat(client.isPaused()).isTrue();
        rep.writeAll(client);
        assertThat(client.isPaused()).isFalse();
    }

    @Test
    @Spec({"spec.md 10 #42", "reliability.md 5 #14"})
    void takesAsManyHopsAsTheTtlAllowsAndDropsMore() {
        FakePipe client = rep.attach();
        rep.deliver(client, wire("nine", 1, 2, 3, 4, 5, 6, 7, 8, ID), wire("eight", 1, 2, 3, 4, 5, 6, 7, ID));
        assertThat(rep.receive().text()).isEqualTo("eight");
        assertThat(rep.drops(DropReason.HOP_LIMIT)).isEqualTo(1);
        assertThat(client.isAttached()).isTrue();
        rep.change(settings -> settings.maxTtl = 1);
        rep.deliver(client, wire("two", 1, ID), wire("one", ID));
        assertThat(rep.receive().text()).isEqualTo("one");
        assertThat(rep.drops(DropReason.HOP_LIMIT)).isEqualTo(2);
    }

    @Test
    @Spec({"spec.md 10 #43", "reliability.md 5 #13"})
    void closesThePipeOfATruncatedBacktrace() {
        for (Message garbage : List.of(wire(""), wire("abc"), wire("", 1), wire("abc", 1, 2, 3))) {
            FakePipe client = rep.attach();
            rep.deliver(client, garbage);
            assertThat(client.closeReason()).isEqualTo(CloseReason.MALFORMED);
            assertThat(client.isAttached()).isFalse();
        }
        assertThat(rep.tryReceive(rep.main()).error()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void readsOneRequestAheadOfEachPipeAndServesPipesInTurn() {
        FakePipe busy = rep.attach();
        FakePipe quiet = rep.attach();
        rep.deliver(busy, wire("b1", ID), wire("b2", ID), wire("b3", ID));
        rep.deliver(quiet, wire("q1", ID));
        assertThat(rep.received()).hasSize(2);
        assertThat(busy.isPaused()).isTrue();
        assertThat(busy.held()).hasSize(2);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            order.add(rep.receive().text());
        }
        assertThat(order).containsExactly("b1", "q1", "b2", "b3");
        assertThat(busy.isPaused()).isFalse();
    }

    @Test
    void dropsTheUnreadRequestOfALostPipe() {
        FakePipe client = rep.attach();
        rep.deliver(client, wire("unread", ID));
        rep.detach(client);
        assertThat(rep.drops(DropReason.LOST_ON_DISCONNECT)).isEqualTo(1);
        assertThat(rep.receive().isPending()).isTrue();
    }

    @Test
    void sendsTheRepliesOfOnePipeInTheOrderTheyWereGiven() {
        FakePipe client = rep.attach();
        List<ContextLogic> contexts = owing(client, 4);
        RecordingOp third = rep.send(contexts.get(3), "reply 3");
        RecordingOp first = rep.send(contexts.get(1), "reply 1");
        rep.send(contexts.get(2), "reply 2");
        rep.write(client);
        assertThat(third.isDone()).isTrue();
        assertThat(first.isPending()).isTrue();
        rep.writeAll(client);
        assertThat(texts(client)).containsExactly("reply 0", "reply 3", "reply 1", "reply 2");
    }

    @Test
    void losesAReplyThatIsGivenUpWhileItWaits() {
        FakePipe client = rep.attach();
        List<ContextLogic> contexts = owing(client, 3);
        RecordingOp given = rep.send(contexts.get(1), "reply 1");
        rep.send(contexts.get(2), "reply 2");
        rep.expire(given);
        assertThat(given.error()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(rep.drops(DropReason.CANCELED)).isEqualTo(1);
        assertThat(rep.send(contexts.get(1), "again").error()).isEqualTo(ErrorCode.BAD_STATE);
        rep.writeAll(client);
        assertThat(texts(client)).containsExactly("reply 0", "reply 2");
    }

    @Test
    @Spec("spec.md 10 #44")
    void servesAHundredContextsAtOnce() {
        FakePipe client = rep.attach();
        List<RecordingOp> receives = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            receives.add(rep.receive(rep.openContext()));
        }
        for (int i = 0; i < 100; i++) {
            rep.deliver(client, wire(Integer.toString(i), ID + i));
        }
        for (int i = 99; i >= 0; i--) {
            RecordingOp receive = receives.get(i);
            assertThat(receive.text()).isEqualTo(Integer.toString(i));
            rep.send(receive.context(), receive.text());
        }
        rep.writeAll(client);
        assertThat(client.written()).hasSize(100).allMatch(m -> SpHeader.word(m, 0) == ID + Integer.parseInt(m.text()));
    }

    @Test
    void failsWhatWaitsWhenItsContextCloses() {
        FakePipe client = rep.attach();
        List<ContextLogic> contexts = owing(client, 3);
        RecordingOp own = rep.send(contexts.get(1), "reply 1");
        RecordingOp other = rep.send(contexts.get(2), "reply 2");
        RecordingOp receive = rep.receive(contexts.get(1));
        rep.closeContext(contexts.get(1));
        assertThat(own.error()).isEqualTo(ErrorCode.CLOSED);
        assertThat(receive.error()).isEqualTo(ErrorCode.CLOSED);
        rep.writeAll(client);
        assertThat(other.isDone()).isTrue();
        assertThat(texts(client)).containsExactly("reply 0", "reply 2");
    }
}
