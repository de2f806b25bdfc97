package io.sp4j.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.Spec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One pusher with narrow pullers that come, go, keep up or do not. */
@Spec("spec.md 3.7")
class PushOrdersTest {
    private enum Event {
        SEND,
        TRY_SEND,
        ATTACH,
        ATTACH_OTHER,
        WRITE,
        DETACH,
        FLOOD,
        CANCEL
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

    /** The pusher; messages carry numbers. Each event but the flood comes a second after the one before. */
    private static final class World {
        private static final Message FLOOD = Message.wrap(new byte[100 << 10]);

        private final LogicHarness push;
        private int sent;

        World(int depth) {
            push = new LogicHarness(Protocol.PUSH0, 71 + depth, settings -> settings.sendDepth = depth);
        }

        void run(List<Event> events) {
            for (Event event : events) {
                apply(event);
                check();
            }
            push.close();
            push.checkOps();
            checkConservation();
        }

        private void apply(Event event) {
            List<FakePipe> pipes = push.pipes();
            FakePipe oldest = pipes.isEmpty() ? null : pipes.get(0);
            push.advanceNanos(1_000_000_000L);
            switch (event) {
                case SEND -> push.send(Integer.toString(sent++));
                case TRY_SEND -> push.trySend(push.main(), Integer.toString(sent++));
                case ATTACH, ATTACH_OTHER -> push.attach();
                case CANCEL -> push.ops().forEach(push::cancel);
                case WRITE -> {
                    if (oldest != null) {
                        push.write(oldest);
                    }
                }
                case DETACH -> {
                    if (oldest != null) {
                        oldest.beginWriting();
                        push.detach(oldest);
                    }
                }
                case FLOOD -> {
                    if (oldest != null) {
                        push.deliver(oldest, FLOOD, FLOOD, FLOOD);
                        assertThat(oldest.isPaused()).isTrue();
                    }
                }
            }
        }

        private void check() {
            push.checkOps();
            Set<Integer> seen = new HashSet<>();
            for (FakePipe pipe : push.everAttached()) {
                for (Message m : pipe.written()) {
                    assertThat(seen.add(number(m)))
                            .as("carried twice: %s", m.text())
                            .isTrue();
                }
                for (Message m : pipe.unwritten()) {
                    assertThat(seen.add(number(m)))
                            .as("carried twice: %s", m.text())
                            .isTrue();
                }
            }
            boolean waits = push.ops().stream().anyMatch(op -> op.isSend() && op.isPending());
            boolean room =
                    push.pipes().stream().anyMatch(pipe -> pipe.unwritten().size() <= pipe.depth());
            assertThat(waits && room).as("waits beside a ready puller").isFalse();
            assertThat(push.drops()).allMatch(drop -> drop.why() == DropReason.UNEXPECTED_DATA);
        }

        private void checkConservation() {
            long accepted =
                    push.ops().stream().filter(op -> op.isSend() && op.isDone()).count();
            int written = push.everAttached().stream()
                    .mapToInt(pipe -> pipe.written().size())
                    .sum();
            assertThat(written + push.drops(DropReason.UNDELIVERED_AT_CLOSE)).isEqualTo((int) accepted);
        }

        private static int number(Message m) {
            return Integer.parseInt(m.text());
        }
    }
}
