package io.sp4j.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.RecordingOp;
import io.sp4j.testkit.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One node of a bus with neighbours that come, go, listen and talk. */
@Spec("spec.md 3.9")
class BusOrdersTest {
    private enum Event {
        SEND,
        SEND_AGAIN,
        ATTACH,
        ATTACH_OTHER,
        WRITE,
        DETACH,
        ARRIVE,
        RECEIVE
    }

    @Test
    void keepsItsInvariantsInAllOrdersOfItsEvents() {
        for (int depth = 0; depth < 2; depth++) {
            int each = depth;
            assertThat(Orders.all(Event.values(), order -> new World(each).run(order)))
                    .isEqualTo(40_320);
        }
    }

    @Test
    void keepsItsInvariantsInRandomSequences() {
        Orders.random(Event.values(), 10_000, 40, sequence -> new World(sequence.hashCode() & 3).run(sequence));
    }

    /** The node; messages carry numbers. */
    private static final class World {
        private final int depth;
        private final LogicHarness bus;
        private int sent;
        private int copies;
        private int alone;
        private int arrived;

        World(int depth) {
            this.depth = depth;
            bus = new LogicHarness(Protocol.BUS0, 91 + depth, settings -> {
                settings.sendDepth = depth;
                settings.recvDepth = depth;
            });
        }

        void run(List<Event> events) {
            for (Event event : events) {
                apply(event);
                check();
            }
            bus.close();
            bus.checkOps();
            checkConservation();
        }

        private void apply(Event event) {
            List<FakePipe> pipes = bus.pipes();
            FakePipe oldest = pipes.isEmpty() ? null : pipes.get(0);
            switch (event) {
                case SEND, SEND_AGAIN -> {
                    assertThat(bus.trySend(bus.main(), "s" + sent++).isDone()).isTrue();
                    copies += pipes.size();
                    alone += pipes.isEmpty() ? 1 : 0;
                }
                case ATTACH, ATTACH_OTHER -> bus.attach();
                case RECEIVE -> bus.receive();
                case WRITE -> {
                    if (oldest != null) {
                        bus.write(oldest);
                    }
                }
                case DETACH -> {
                    if (oldest != null) {
                        oldest.beginWriting();
                        bus.detach(oldest);
                    }
                }
                case ARRIVE -> {
                    if (oldest != null) {
                        bus.deliver(oldest, Message.of("r" + arrived++), Message.of("r" + arrived++));
                    }
                }
            }
        }

        private void check() {
            bus.checkOps();
            for (FakePipe pipe : bus.everAttached()) {
                assertThat(Orders.ascending(numbers(pipe.offered()))).isTrue();
                assertThat(pipe.unwritten()).hasSizeLessThanOrEqualTo(depth + 1);
                assertThat(pipe.isPaused()).isFalse();
            }
            int dropped = (int) bus.drops().stream()
                    .filter(drop -> drop.message().text().startsWith("r"))
                    .count();
            int inside = arrived - taken().size() - dropped;
            assertThat(Orders.ascending(numbers(taken()))).isTrue();
            assertThat(inside).isBetween(0, Math.max(1, depth));
            boolean waits = bus.ops().stream().anyMatch(RecordingOp::isPending);
            assertThat(waits && inside > 0).as("waits beside a message").isFalse();
        }

        private List<Message> taken() {
            return bus.ops().stream()
                    .filter(op -> !op.isSend() && op.isDone())
                    .map(op -> Message.of(op.text()))
                    .toList();
        }

        private void checkConservation() {
            int written = bus.everAttached().stream()
                    .mapToInt(pipe -> pipe.written().size())
                    .sum();
            long dropped = bus.drops().stream()
                    .filter(drop -> drop.pipe() != null && drop.message().text().startsWith("s"))
                    .count();
            assertThat(written + dropped).isEqualTo(copies);
            assertThat(bus.drops(DropReason.NO_PEER)).isEqualTo(alone);
        }

        private static List<Integer> numbers(List<Message> messages) {
            return messages.stream()
                    .map(m -> Integer.valueOf(m.text().substring(1)))
                    .toList();
        }
    }
}
