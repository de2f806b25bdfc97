package io.sp4j.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.SpException;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;

@Spec("spec.md 3.9")
class BusTest {
    private static LogicHarness bus(int depth) {
        return new LogicHarness(Protocol.BUS0, 45, settings -> {
            settings.sendDepth = depth;
            settings.recvDepth = depth;
        });
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::text).toList();
    }

    @Test
    @Spec("spec.md 10 #70")
    void sendsToEveryNeighbourAndPassesNothingOn() {
        LogicHarness bus = bus(16);
        FakePipe a = bus.attach();
        FakePipe b = bus.attach();
        bus.send("from here");
        bus.deliver(a, Message.of("from a"));
        assertThat(texts(a.offered())).containsExactly("from here");
        assertThat(texts(b.offered())).containsExactly("from here");
        assertThat(bus.receive().text()).isEqualTo("from a");
        assertThat(bus.receive().isPending()).as("no echo of its own").isTrue();
    }

    @Test
    @Spec("spec.md 10 #71")
    void neverWaitsForASlowNeighbourWhichLosesTheNewest() {
        LogicHarness bus = bus(3);
        FakePipe slow = bus.attach();
        FakePipe quick = bus.attach();
        for (int i = 0; i < 10; i++) {
            assertThat(bus.trySend(bus.main(), "m" + i).isDone()).isTrue();
            bus.write(quick);
        }
        assertThat(texts(slow.unwritten())).containsExactly("m0", "m1", "m2", "m3");
        assertThat(quick.written()).hasSize(10);
        assertThat(bus.drops()).hasSize(6).allMatch(drop -> drop.pipe() == slow);
    }

    @Test
    void dropsWhatArrivesAtAFullQueue() {
        LogicHarness bus = bus(2);
        FakePipe a = bus.attach();
        bus.deliver(a, Message.of("1"), Message.of("2"), Message.of("3"), Message.of("4"));
        assertThat(bus.drops(DropReason.QUEUE_FULL)).isEqualTo(2);
        assertThat(a.pauses()).isZero();
        assertThat(bus.receive().text()).isEqualTo("1");
        assertThat(bus.receive().text()).isEqualTo("2");
        assertThat(bus.receive().isPending()).isTrue();
    }

    @Test
    void countsWhatItSendsToNobody() {
        LogicHarness bus = bus(2);
        assertThat(bus.send("1").isDone()).isTrue();
        assertThat(bus.drops(DropReason.NO_PEER)).isEqualTo(1);
    }

    @Test
    void resizesThePipesThatAreUp() {
        LogicHarness bus = bus(2);
        FakePipe a = bus.attach();
        bus.change(settings -> settings.sendDepth = 5);
        assertThat(a.depth()).isEqualTo(5);
    }

    @Test
    void sendsNoHeader() {
        LogicHarness bus = bus(2);
        FakePipe a = bus.attach();
        bus.trySend(bus.main(), Message.of("body").withHeader(new byte[] {1, 2, 3, 4}));
        assertThat(a.offered().get(0).header()).isEmpty();
    }

    @Test
    @Spec("spec.md 10 #5")
    void hasNoContexts() {
        LogicHarness bus = bus(2);
        assertThatThrownBy(bus::openContext).isInstanceOf(SpException.NotSupported.class);
    }
}
