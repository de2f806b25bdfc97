package io.sp4j.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.Spec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One puller with pushers that come, go and send, more than there is room for. */
@Spec("spec.md 3.7")
class PullOrdersTest {
    private enum Event {
        ATTACH,
        ATTACH_OTHER,
        ARRIVE,
        ARRIVE_OTHER,
        RECEIVE,
        POLL,
        DETACH,
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

    /** The puller; messages carry the pusher and a number. */
    private static final class World {
        private final int depth;
        private final LogicHarness pull;
        private final List<String> polled = new ArrayList<>();
        private int arrived;

        World(int depth) {
            this.depth = depth;
            pull = new LogicHarness(Protocol.PULL0, 81 + depth, settings -> settings.recvDepth = depth);
        }

        void run(List<Event> events) {
            for (Event event : events) {
                apply(event);
                check();
            }
            pull.close();
            pull.checkOps();
            assertThat(taken().size() + pull.drops(DropReason.UNREAD_AT_CLOSE))
                    .isEqualTo(pull.received().size());
            assertThat(pull.drops()).hasSize(pull.drops(DropReason.UNREAD_AT_CLOSE));
        }

        private void apply(Event event) {
            List<FakePipe> pipes = pull.pipes();
            switch (event) {
                case ATTACH, ATTACH_OTHER -> pull.attach();
                case RECEIVE -> pull.receive();
                case CANCEL -> pull.ops().forEach(pull::cancel);
                case POLL -> {
                    Message m = pull.poll(pull.main());
                    if (m != null) {
                        polled.add(m.text());
                    }
                }
                case ARRIVE -> {
                    if (!pipes.isEmpty()) {
                        arrive(pipes.get(0));
                    }
                }
                case ARRIVE_OTHER -> {
                    if (!pipes.isEmpty()) {
                        arrive(pipes.get(pipes.size() - 1));
                    }
                }
                case DETACH -> {
                    if (!pipes.isEmpty()) {
                        pull.detach(pipes.get(0));
                    }
                }
            }
        }

        private void arrive(FakePipe pipe) {
            for (int i = 0; i < 2; i++) {
                pull.deliver(pipe, Message.of(pipe.id() + " " + arrived++));
            }
        }

        private void check() {
            pull.checkOps();
            for (FakePipe pipe : pull.everAttached()) {
                List<Integer> numbers = taken().stream()
                        .filter(text -> text.startsWith(pipe.id() + " "))
                        .map(text -> Integer.valueOf(text.substring(text.indexOf(' ') + 1)))
                        .toList();
                assertThat(numbers).as("none twice").doesNotHaveDuplicates();
            }
            int inside = pull.received().size() - taken().size();
            assertThat(inside).as("within the bound").isBetween(0, Math.max(1, depth));
            boolean waits = pull.ops().stream().anyMatch(op -> op.isPending());
            assertThat(waits && inside > 0).as("waits beside a message").isFalse();
            boolean paused = pull.pipes().stream().anyMatch(FakePipe::isPaused);
            assertThat(paused && inside == 0)
                    .as("paused, and nothing is there that a receiver could take")
                    .isFalse();
        }

        private List<String> taken() {
            List<String> all = new ArrayList<>(polled);
            pull.ops().stream().filter(op -> op.isDone()).forEach(op -> all.add(op.text()));
            return all;
        }
    }
}
