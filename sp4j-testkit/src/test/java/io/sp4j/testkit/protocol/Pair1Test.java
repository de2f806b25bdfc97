package io.sp4j.testkit.protocol;

import static io.sp4j.testkit.LogicHarness.wire;
import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.internal.protocol.ContextLogic;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.RecordingOp;
import io.sp4j.testkit.Spec;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@Spec("spec.md 3.2")
class Pair1Test {
    private final LogicHarness pair = new LogicHarness(Protocol.PAIR1, 41);

    @Test
    @Spec("spec.md 10 #22")
    void sendsTheFirstHop() {
        FakePipe peer = pair.attach();
        pair.trySend(pair.main(), Message.of("A").withHeader(new byte[] {9, 9, 9, 9}));
        assertThat(peer.offered().get(0).header()).containsExactly(0, 0, 0, 1);
        assertThat(peer.offered().get(0).text()).isEqualTo("A");
    }

    @Test
    @Spec({"spec.md 10 #22", "spec.md 10 #25", "reliability.md 5 #15"})
    void takesHopsFromZeroToTheTtlAndDropsMore() {
        FakePipe peer = pair.attach();
        pair.deliver(peer, wire("mangos", 0), wire("nng", 1), wire("far", 8), wire("too far", 9), wire("", 255));
        assertThat(pair.receive().text()).isEqualTo("mangos");
        assertThat(pair.receive().text()).isEqualTo("nng");
        RecordingOp last = pair.receive();
        assertThat(last.text()).isEqualTo("far");
        assertThat(Objects.requireNonNull(last.result()).header()).isEmpty();
        assertThat(pair.drops(DropReason.HOP_LIMIT)).isEqualTo(2);
        assertThat(peer.isAttached()).isTrue();
        pair.change(settings -> settings.maxTtl = 1);
        pair.deliver(peer, wire("two", 2), wire("one", 1));
        assertThat(pair.receive().text()).isEqualTo("one");
        assertThat(pair.drops(DropReason.HOP_LIMIT)).isEqualTo(3);
    }

    @Test
    @Spec({"spec.md 10 #22", "reliability.md 5 #15"})
    void closesThePipeOfAMalformedHeader() {
        for (Message garbage :
                List.of(wire("x", 0x100), wire("", 0x01000001), wire("", -1), wire("abc"), wire(""), wire("body"))) {
            FakePipe peer = pair.attach();
            pair.deliver(peer, garbage);
            assertThat(peer.closeReason()).isEqualTo(CloseReason.MALFORMED);
            assertThat(peer.isAttached()).isFalse();
        }
        assertThat(pair.tryReceive(pair.main()).error()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(pair.drops()).isEmpty();
    }

    @Test
    void takesAHopCountThatCameApartFromTheBody() {
        FakePipe peer = pair.attach();
        pair.deliver(peer, Message.of("body").withHeader(wire("", 3).bytes()));
        assertThat(pair.receive().text()).isEqualTo("body");
    }

    @Test
    @Spec("spec.md 10 #19")
    void refusesASecondPeerUntilTheFirstIsGone() {
        FakePipe first = pair.attach();
        assertThat(pair.attachRefused().reason()).isEqualTo(CloseReason.BUSY);
        assertThat(first.isAttached()).isTrue();
        pair.detach(first);
        pair.attach();
    }

    @Test
    @Spec("spec.md 10 #21")
    void sendsWhatALostPeerHandedBackOnceMoreWithOneHop() {
        FakePipe first = pair.attach();
        pair.send("lost");
        pair.send("kept");
        first.beginWriting();
        pair.detach(first);
        FakePipe second = pair.attach();
        assertThat(second.offered()).extracting(Message::text).containsExactly("kept");
        assertThat(second.offered().get(0).header()).containsExactly(0, 0, 0, 1);
    }

    @Test
    @Spec({"spec.md 10 #20", "api.md D21"})
    void acceptsAsManySendsAsThereIsRoomFor() {
        for (int depth = 0; depth < 4; depth++) {
            int each = depth;
            LogicHarness held = new LogicHarness(Protocol.PAIR1, 42, settings -> settings.sendDepth = each);
            int accepted = 0;
            while (held.trySend(held.main(), "m").isDone()) {
                accepted++;
            }
            assertThat(accepted).isEqualTo(depth);
            held.pipeDepth(1);
            FakePipe peer = held.attach();
            while (held.trySend(held.main(), "m").isDone()) {
                accepted++;
            }
            assertThat(accepted).isEqualTo(depth + 2);
            assertThat(peer.offered()).hasSize(2);
        }
    }

    @Test
    @Spec("api.md D12")
    void sendsToThisPeerOnly() {
        pair.pipeDepth(0);
        FakePipe first = pair.attach();
        ContextLogic directed = pair.directed(first);
        assertThat(pair.send(directed, "taken").isDone()).isTrue();
        RecordingOp waiting = pair.send(directed, "waits");
        RecordingOp behind = pair.send("for whoever comes");
        pair.detach(first);
        assertThat(waiting.error()).isEqualTo(ErrorCode.BAD_STATE);
        assertThat(behind.isPending()).isTrue();
        assertThat(pair.drops(DropReason.LOST_ON_DISCONNECT)).isEqualTo(1);
        assertThat(pair.send(directed, "late").error()).isEqualTo(ErrorCode.BAD_STATE);
        FakePipe second = pair.attach();
        assertThat(second.offered()).extracting(Message::text).containsExactly("for whoever comes");
        assertThat(pair.send(directed, "to the first").error()).isEqualTo(ErrorCode.BAD_STATE);
    }

    @Test
    void keepsTheOrderOfDirectedAndOtherSends() {
        LogicHarness queueing = new LogicHarness(Protocol.PAIR1, 43, settings -> settings.sendDepth = 1);
        queueing.pipeDepth(0);
        FakePipe peer = queueing.attach();
        ContextLogic directed = queueing.directed(peer);
        queueing.send("1");
        queueing.send("2");
        queueing.send(directed, "3");
        queueing.send("4");
        queueing.send(directed, "5");
        queueing.writeAll(peer);
        assertThat(peer.written()).extracting(Message::text).containsExactly("1", "2", "3", "4", "5");
    }
}
