package io.sp4j.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.internal.protocol.ContextLogic;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.RecordingOp;
import io.sp4j.testkit.Spec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One subscriber with two contexts, whatever comes first. Topics are a and ab; bodies are a1, ab2, c3 and so on. */
@Spec("spec.md 3.6")
class SubOrdersTest {
    private enum Event {
        SUBSCRIBE,
        SUBSCRIBE_LONGER,
        UNSUBSCRIBE,
        ARRIVE,
        RECEIVE,
        RECEIVE_OTHER,
        RESIZE,
        CANCEL
    }

    @Test
    void keepsItsInvariantsInAllOrdersOfItsEvents() {
        assertThat(Orders.all(Event.values(), order -> new World(true).run(order)))
                .isEqualTo(40_320);
        assertThat(Orders.all(Event.values(), order -> new World(false).run(order)))
                .isEqualTo(40_320);
    }

    @Test
    void keepsItsInvariantsInRandomSequences() {
        Orders.random(Event.values(), 10_000, 40, sequence -> new World((sequence.hashCode() & 1) == 0).run(sequence));
    }

    /** The subscriber; its other context wants everything and never drops. */
    private static final class World {
        private final LogicHarness sub;
        private final ContextLogic other;
        private final FakePipe publisher;
        private final boolean preferNew;
        private final Set<String> topics = new HashSet<>();
        private int arrived;
        private int wanted;

        World(boolean preferNew) {
            this.preferNew = preferNew;
            sub = new LogicHarness(Protocol.SUB0, 61, settings -> settings.preferNew = preferNew);
            other = sub.openContext();
            sub.subscribe(other, "");
            sub.change(settings -> settings.recvDepth = 3);
            publisher = sub.attach();
        }

        void run(List<Event> events) {
            for (Event event : events) {
                apply(event);
                check();
            }
            sub.close();
            sub.checkOps();
            int ends = received(sub.main()).size() + received(other).size();
            assertThat(ends + sub.drops().size()).as("every delivery ends once").isEqualTo(wanted + arrived);
        }

        private void apply(Event event) {
            switch (event) {
                case SUBSCRIBE -> subscribe("a");
                case SUBSCRIBE_LONGER -> subscribe("ab");
                case UNSUBSCRIBE -> assertThat(sub.unsubscribe(sub.main(), "a")).isEqualTo(topics.remove("a"));
                case ARRIVE -> {
                    for (String kind : List.of("a", "ab", "c")) {
                        sub.deliver(publisher, Message.of(kind + arrived++));
                        wanted += topics.stream().anyMatch(kind::startsWith) ? 1 : 0;
                    }
                }
                case RECEIVE -> sub.receive();
                case RECEIVE_OTHER -> sub.receive(other);
                case RESIZE -> sub.change(settings -> settings.recvDepth = settings.recvDepth % 4 + 1);
                case CANCEL -> sub.ops().forEach(sub::cancel);
            }
        }

        private void subscribe(String topic) {
            sub.subscribe(sub.main(), topic);
            topics.add(topic);
        }

        private void check() {
            sub.checkOps();
            assertThat(publisher.pauses()).isZero();
            assertThat(Orders.ascending(numbers(sub.main()))).isTrue();
            assertThat(Orders.ascending(numbers(other))).isTrue();
            long queued = wanted - received(sub.main()).size() - droppedOnMain();
            assertThat(queued).isBetween(0L, 4L);
            boolean waits = sub.ops().stream().anyMatch(op -> op.context() == sub.main() && op.isPending());
            assertThat(waits && queued > 0).as("waits beside a message").isFalse();
        }

        /** The other context takes everything and has room, so drops are all of the main one. */
        private long droppedOnMain() {
            return sub.drops().size();
        }

        private List<String> received(ContextLogic context) {
            return sub.ops().stream()
                    .filter(op -> op.context() == context && op.isDone())
                    .map(RecordingOp::text)
                    .toList();
        }

        private List<Integer> numbers(ContextLogic context) {
            return received(context).stream()
                    .map(text -> Integer.valueOf(text.replaceAll("[^0-9]", "")))
                    .toList();
        }

        @Override
        public String toString() {
            return preferNew ? "prefers new ones" : "keeps old ones";
        }
    }
}
