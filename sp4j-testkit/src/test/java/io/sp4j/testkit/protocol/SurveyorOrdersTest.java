package io.sp4j.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One surveyor and two respondents, whatever comes first. */
@Spec({"spec.md 3.8", "api.md D22"})
class SurveyorOrdersTest {
    private static final long TIME = 1_000_000;

    private enum Event {
        SEND,
        RECEIVE,
        ATTACH_A,
        ATTACH_B,
        DETACH_A,
        ANSWER,
        DEADLINE,
        CANCEL,
        WRITE,
        OTHER_CONTEXT,
        HALF_THE_TIME
    }

    private static final Event[] EIGHT = Arrays.copyOf(Event.values(), 8);

    @Test
    void keepsItsInvariantsInAllOrdersOfItsEvents() {
        assertThat(Orders.all(EIGHT, order -> new World().run(order))).isEqualTo(40_320);
    }

    @Test
    void keepsItsInvariantsInAllOrdersWhileASurveyIsRunning() {
        assertThat(Orders.all(EIGHT, order -> new World().asking().run(order))).isEqualTo(40_320);
    }

    @Test
    void keepsItsInvariantsInRandomSequences() {
        Orders.random(Event.values(), 10_000, 40, sequence -> new World().run(sequence));
    }

    /** The surveyor, and what it must be like by all that has happened; rings take one survey, contexts two answers. */
    private static final class World {
        private final LogicHarness surveyor = new LogicHarness(Protocol.SURVEYOR0, 48, settings -> {
            settings.surveyNanos = TIME;
            settings.sendDepth = 0;
            settings.recvDepth = 2;
        });
        private final ContextLogic other = surveyor.openContext();
        private final Map<Integer, String> bodies = new HashMap<>();
        private final Map<ContextLogic, String> running = new HashMap<>();
        private final Map<ContextLogic, Long> deadlines = new HashMap<>();
        private @Nullable FakePipe a;
        private @Nullable FakePipe b;
        private int surveys;
        private int answers;

        World asking() {
            a = surveyor.attach();
            b = surveyor.attach();
            send(surveyor.main());
            answer();
            return this;
        }

        void run(List<Event> events) {
            for (Event event : events) {
                apply(event);
                check();
            }
            surveyor.close();
            surveyor.checkOps();
            checkConservation();
        }

        private void apply(Event event) {
            switch (event) {
                case SEND -> send(surveyor.main());
                case RECEIVE -> receive(surveyor.main());
                case ATTACH_A -> a = attached(a);
                case ATTACH_B -> b = attached(b);
                case DETACH_A -> {
                    if (a != null) {
                        surveyor.detach(a);
                    }
                }
                case ANSWER -> answer();
                case DEADLINE -> pass(TIME);
                case HALF_THE_TIME -> pass(TIME / 2);
                case CANCEL -> surveyor.ops().forEach(surveyor::expire);
                case WRITE -> surveyor.pipes().forEach(surveyor::writeAll);
                case OTHER_CONTEXT -> {
                    send(other);
                    receive(other);
                }
            }
        }

        private void send(ContextLogic context) {
            List<RecordingOp> waiting = pending(context);
            String survey = "survey " + ++surveys;
            assertThat(surveyor.trySend(context, survey).isDone())
                    .as("a survey never waits")
                    .isTrue();
            assertThat(waiting).allMatch(op -> op.error() == ErrorCode.CANCELED);
            running.put(context, survey);
            deadlines.put(context, surveyor.clock().nanos() + TIME);
        }

        private void receive(ContextLogic context) {
            RecordingOp op = surveyor.receive(context);
            if (running.containsKey(context)) {
                assertThat(op.error()).isNull();
            } else {
                assertThat(op.error()).isEqualTo(ErrorCode.BAD_STATE);
            }
        }

        private void pass(long nanos) {
            List<RecordingOp> waiting = surveyor.ops().stream()
                    .filter(RecordingOp::isPending)
                    .filter(op -> deadlines.getOrDefault(op.context(), 0L)
                                    - surveyor.clock().nanos()
                            <= nanos)
                    .toList();
            surveyor.advanceNanos(nanos);
            assertThat(waiting).allMatch(op -> op.error() == ErrorCode.TIMEOUT);
            long now = surveyor.clock().nanos();
            running.keySet().removeIf(context -> deadlines.getOrDefault(context, 0L) - now <= 0);
        }

        private FakePipe attached(@Nullable FakePipe known) {
            return known != null && known.isAttached() ? known : surveyor.attach();
        }

        /** Every respondent answers what it was asked last, or makes an id up. */
        private void answer() {
            for (FakePipe pipe : surveyor.pipes()) {
                List<Message> asked = pipe.offered();
                int id = asked.isEmpty() ? 0x80000001 : SpHeader.word(asked.get(asked.size() - 1), 0);
                String to = asked.isEmpty() ? "?" : asked.get(asked.size() - 1).text();
                surveyor.deliver(pipe, LogicHarness.wire("answer " + ++answers + " to " + to, id));
            }
        }

        private void check() {
            surveyor.checkOps();
            for (FakePipe pipe : surveyor.pipes()) {
                List<Message> taken = pipe.offered();
                if (!taken.isEmpty()) {
                    checkId(taken.get(taken.size() - 1));
                }
            }
            for (ContextLogic context : List.of(surveyor.main(), other)) {
                boolean asks = running.containsKey(context);
                assertThat(context.toString()).endsWith(asks ? "running" : "idle");
                assertThat(pending(context).isEmpty() || asks)
                        .as("waits without a survey")
                        .isTrue();
            }
            assertThat(surveyor.pipes()).noneMatch(FakePipe::isPaused);
        }

        /** One id for each survey, with the top bit set, the same in all copies. */
        private void checkId(Message m) {
            int id = SpHeader.word(m, 0);
            assertThat(id < 0 && m.text().equals(bodies.getOrDefault(id, m.text())))
                    .isTrue();
            bodies.put(id, m.text());
        }

        private List<RecordingOp> pending(ContextLogic context) {
            return surveyor.ops().stream()
                    .filter(op -> op.context() == context && op.isPending())
                    .toList();
        }

        private void checkConservation() {
            assertThat(new HashSet<>(bodies.values())).hasSize(bodies.size());
            Set<String> taken = new HashSet<>();
            for (RecordingOp op : surveyor.ops()) {
                if (!op.isSend() && op.isDone()) {
                    assertThat(taken.add(op.text()))
                            .as("received twice: %s", op)
                            .isTrue();
                    assertThat(op.text()).contains(" to survey ");
                }
            }
            int answersDropped = dropped("answer ");
            assertThat(taken.size() + answersDropped)
                    .isEqualTo(surveyor.received().size());
            int copies = surveyor.everAttached().stream()
                    .mapToInt(pipe -> pipe.offered().size())
                    .sum();
            int written = surveyor.everAttached().stream()
                    .mapToInt(pipe -> pipe.written().size())
                    .sum();
            int refused = surveyor.drops(DropReason.NO_PEER)
                    + (int) surveyor.drops().stream()
                            .filter(drop -> drop.why() == DropReason.QUEUE_FULL
                                    && !drop.message().text().contains("answer "))
                            .count();
            assertThat(written + dropped("survey ") - refused).isEqualTo(copies);
        }

        private int dropped(String kind) {
            return (int) surveyor.drops().stream()
                    .filter(drop -> drop.message().text().contains(kind)
                            && (kind.equals("answer ") || !drop.message().text().contains("answer ")))
                    .count();
        }
    }
}
