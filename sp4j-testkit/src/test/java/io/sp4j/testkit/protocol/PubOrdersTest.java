package io.sp4j.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One publisher with subscribers that come, go, stall and misbehave. */
@Spec("spec.md 3.6")
class PubOrdersTest {
    private enum Event {
        SEND,
        SEND_AGAIN,
        ATTACH,
        ATTACH_OTHER,
        WRITE,
        DETACH,
        MISBEHAVE,
        RESIZE
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

    /** The publisher; messages carry numbers. */
    private static final class World {
        private final LogicHarness pub;
        private int sent;
        private int copies;
        private int alone;

        World(int depth) {
            pub = new LogicHarness(Protocol.PUB0, 51 + depth, settings -> settings.sendDepth = depth);
        }

        void run(List<Event> events) {
            for (Event event : events) {
                apply(event);
                check(event == Event.SEND || event == Event.SEND_AGAIN);
            }
            pub.close();
            pub.checkOps();
            checkConservation();
        }

        private void apply(Event event) {
            List<FakePipe> pipes = pub.pipes();
            FakePipe oldest = pipes.isEmpty() ? null : pipes.get(0);
            switch (event) {
                case SEND, SEND_AGAIN -> {
                    assertThat(pub.trySend(pub.main(), Integer.toString(sent++)).isDone())
                            .isTrue();
                    copies += pipes.size();
                    alone += pipes.isEmpty() ? 1 : 0;
                }
                case ATTACH, ATTACH_OTHER -> pub.attach();
                case RESIZE -> pub.change(settings -> settings.sendDepth = (settings.sendDepth + 1) % 4);
                case WRITE -> {
                    if (oldest != null) {
                        pub.write(oldest);
                    }
                }
                case DETACH -> {
                    if (oldest != null) {
                        oldest.beginWriting();
                        pub.detach(oldest);
                    }
                }
                case MISBEHAVE -> {
                    if (oldest != null) {
                        pub.deliver(oldest, Message.of("-1"));
                        assertThat(oldest.closeReason()).isEqualTo(CloseReason.UNEXPECTED_DATA);
                        assertThat(pub.pipes()).doesNotContain(oldest);
                    }
                }
            }
        }

        private void check(boolean justSent) {
            pub.checkOps();
            for (FakePipe pipe : pub.everAttached()) {
                List<Integer> got = numbers(pipe.written());
                assertThat(Orders.ascending(got)).as("in order: %s", got).isTrue();
                assertThat(Orders.ascending(numbers(pipe.unwritten()))).isTrue();
            }
            for (FakePipe pipe : pub.pipes()) {
                List<Message> queued = pipe.unwritten();
                assertThat(pipe.isPaused()).isFalse();
                if (justSent && pipe.depth() > 0) {
                    assertThat(number(queued.get(queued.size() - 1)))
                            .as("the newest is the last to be lost")
                            .isEqualTo(sent - 1);
                }
            }
        }

        /** Every copy was written, or dropped on account of its pipe. */
        private void checkConservation() {
            int written = pub.everAttached().stream()
                    .mapToInt(pipe -> pipe.written().size())
                    .sum();
            long dropped = pub.drops().stream()
                    .filter(drop -> drop.pipe() != null && drop.why() != DropReason.UNEXPECTED_DATA)
                    .count();
            assertThat(written + dropped).isEqualTo(copies);
            assertThat(pub.drops(DropReason.NO_PEER)).isEqualTo(alone);
        }

        private static List<Integer> numbers(List<Message> messages) {
            return messages.stream().map(World::number).toList();
        }

        private static int number(Message m) {
            return Integer.parseInt(m.text());
        }
    }
}
