package io.sp4j.testkit.protocol;

import static io.sp4j.testkit.LogicHarness.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.SpException;
import io.sp4j.internal.protocol.ContextLogic;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.RecordingOp;
import io.sp4j.testkit.Spec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Spec({"spec.md 3.3", "api.md D11"})
class PairPolyTest {
    private final LogicHarness poly = new LogicHarness(Protocol.PAIR1, 44, settings -> settings.polyamorous = true);

    @BeforeEach
    void shallowPipes() {
        poly.pipeDepth(0);
    }

    private static List<String> texts(FakePipe pipe) {
        return pipe.offered().stream().map(Message::text).toList();
    }

    @Test
    @Spec("spec.md 10 #24")
    void sendsToThePeerThatIsAddressed() {
        FakePipe a = poly.attach();
        FakePipe b = poly.attach();
        poly.send(poly.directed(b), "for b");
        poly.send(poly.directed(a), "for a");
        assertThat(texts(a)).containsExactly("for a");
        assertThat(texts(b)).containsExactly("for b");
        assertThat(a.offered().get(0).header()).containsExactly(0, 0, 0, 1);
    }

    @Test
    @Spec("spec.md 10 #24")
    void waitsForASlowPeerInsteadOfDropping() {
        FakePipe slow = poly.attach();
        FakePipe quick = poly.attach();
        ContextLogic toSlow = poly.directed(slow);
        List<RecordingOp> sends = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sends.add(poly.send(toSlow, "m" + i));
        }
        assertThat(poly.trySend(toSlow, "may not wait").error()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(poly.send(poly.directed(quick), "not held up").isDone()).isTrue();
        assertThat(sends).filteredOn(RecordingOp::isDone).hasSize(1);
        poly.expire(sends.get(2));
        poly.writeAll(slow);
        assertThat(texts(slow)).containsExactly("m0", "m1", "m3", "m4");
        assertThat(poly.drops()).isEmpty();
    }

    @Test
    @Spec({"spec.md 10 #24", "api.md D23"})
    void failsWhatWaitsForAPeerThatIsLost() {
        FakePipe a = poly.attach();
        poly.attach();
        ContextLogic toA = poly.directed(a);
        poly.send(toA, "in the ring");
        RecordingOp waiting = poly.send(toA, "waits");
        poly.detach(a);
        assertThat(waiting.error()).isEqualTo(ErrorCode.BAD_STATE);
        assertThat(poly.send(toA, "too late").error()).isEqualTo(ErrorCode.BAD_STATE);
        assertThat(poly.drops(DropReason.LOST_ON_DISCONNECT)).isEqualTo(1);
    }

    @Test
    @Spec("spec.md 10 #24")
    void sendsWithoutAnAddressOnlyWhereThatIsClear() {
        RecordingOp first = poly.send("to the first");
        RecordingOp second = poly.send("behind it");
        assertThat(first.isPending()).isTrue();
        FakePipe a = poly.attach();
        assertThat(first.isDone()).isTrue();
        poly.write(a);
        assertThat(second.isDone()).isTrue();
        poly.write(a);
        assertThat(poly.send("still clear").isDone()).isTrue();
        FakePipe b = poly.attach();
        assertThat(poly.send("ambiguous").error()).isEqualTo(ErrorCode.BAD_STATE);
        assertThat(poly.trySend(poly.main(), "ambiguous").error()).isEqualTo(ErrorCode.BAD_STATE);
        poly.detach(a);
        assertThat(poly.send("clear again").isDone()).isTrue();
        assertThat(texts(b)).containsExactly("clear again");
    }

    @Test
    void givesAnUnaddressedMessageToNobodyElse() {
        FakePipe a = poly.attach();
        poly.send("for a, though unsaid");
        RecordingOp waiting = poly.send("as well");
        FakePipe b = poly.attach();
        poly.detach(a);
        assertThat(waiting.error()).isEqualTo(ErrorCode.BAD_STATE);
        assertThat(poly.drops(DropReason.LOST_ON_DISCONNECT)).isEqualTo(1);
        assertThat(texts(b)).isEmpty();
    }

    @Test
    void keepsAnUnaddressedMessageForTheNextPeerWhenThereIsNone() {
        FakePipe a = poly.attach();
        poly.send("1");
        RecordingOp waiting = poly.send("2");
        poly.detach(a);
        assertThat(waiting.isPending()).isTrue();
        FakePipe b = poly.attach();
        poly.writeAll(b);
        assertThat(texts(b)).containsExactly("1", "2");
    }

    @Test
    void receivesFromAllPeersInTurn() {
        FakePipe busy = poly.attach();
        FakePipe quiet = poly.attach();
        poly.deliver(busy, wire("b1", 1), wire("b2", 1), wire("b3", 1));
        poly.deliver(quiet, wire("q1", 1), wire("q2", 1));
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            order.add(poly.receive().text());
        }
        assertThat(order).containsExactly("b1", "q1", "b2", "q2", "b3");
    }

    @Test
    void isNotLockedOutByAPeerThatFloods() {
        LogicHarness small = new LogicHarness(Protocol.PAIR1, 45, settings -> {
            settings.polyamorous = true;
            settings.recvDepth = 4;
        });
        FakePipe flood = small.attach();
        FakePipe quiet = small.attach();
        for (int i = 0; i < 100; i++) {
            small.deliver(flood, wire("f" + i, 1));
        }
        assertThat(flood.isPaused()).isTrue();
        assertThat(small.received()).hasSize(2);
        small.deliver(quiet, wire("q", 1));
        assertThat(small.receive().text()).isEqualTo("f0");
        assertThat(small.receive().text()).isEqualTo("q");
        assertThat(small.receive().text()).isEqualTo("f1");
        assertThat(small.received()).hasSizeGreaterThan(3);
    }

    @Test
    void keepsWhatALostPeerSentAsFarAsThereIsRoom() {
        LogicHarness small = new LogicHarness(Protocol.PAIR1, 46, settings -> {
            settings.polyamorous = true;
            settings.recvDepth = 4;
        });
        for (int i = 0; i < 3; i++) {
            FakePipe visitor = small.attach();
            small.deliver(visitor, wire("a" + i, 1), wire("b" + i, 1));
            small.detach(visitor);
        }
        assertThat(small.drops(DropReason.LOST_ON_DISCONNECT)).isEqualTo(2);
        List<String> left = new ArrayList<>();
        for (RecordingOp op = small.tryReceive(small.main()); op.isDone(); op = small.tryReceive(small.main())) {
            left.add(op.text());
        }
        assertThat(left).containsExactly("a0", "b0", "a1", "b1");
    }

    @Test
    @Spec({"spec.md 10 #22", "reliability.md 5 #15"})
    void closesOnlyThePipeOfAMalformedHeader() {
        FakePipe bad = poly.attach();
        FakePipe good = poly.attach();
        poly.deliver(bad, wire("x", 0x100));
        poly.deliver(good, wire("too far", 9), wire("fine", 8));
        assertThat(bad.closeReason()).isEqualTo(CloseReason.MALFORMED);
        assertThat(poly.receive().text()).isEqualTo("fine");
        assertThat(poly.drops(DropReason.HOP_LIMIT)).isEqualTo(1);
    }

    @Test
    @Spec("spec.md 10 #5")
    void hasNoContexts() {
        assertThatThrownBy(poly::openContext).isInstanceOf(SpException.NotSupported.class);
    }

    @Test
    void failsWhatWaitsAndCountsWhatIsLeftWhenItCloses() {
        FakePipe a = poly.attach();
        poly.attach();
        poly.send(poly.directed(a), "taken");
        RecordingOp waiting = poly.send(poly.directed(a), "waits");
        poly.deliver(a, wire("unread", 1));
        poly.close();
        assertThat(waiting.error()).isEqualTo(ErrorCode.CLOSED);
        assertThat(poly.drops(DropReason.UNREAD_AT_CLOSE)).isEqualTo(1);
        assertThat(poly.drops()).hasSize(2);
    }
}
