package io.sp4j.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.internal.protocol.ContextLogic;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.RecordingOp;
import io.sp4j.testkit.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One polyamorous pair and two peers, whatever comes first. */
@Spec({"spec.md 3.3", "api.md D11"})
class PairPolyOrdersTest {
    private enum Event {
        SEND,
        SEND_TO_A,
        RECEIVE,
        ATTACH_A,
        ATTACH_B,
        DETACH_A,
        ARRIVE,
        WRITE,
        CANCEL,
        SEND_TO_B,
        DETACH_B
    }

    private static final Event[] EIGHT = Arrays.copyOf(Event.values(), 8);

    @Test
    void keepsItsInvariantsInAllOrdersOfItsEvents() {
        assertThat(Orders.all(EIGHT, order -> new World(0).run(order))).isEqualTo(40_320);
    }

    @Test
    void keepsItsInvariantsInAllOrdersWithBothPeersThere() {
        assertThat(Orders.all(EIGHT, order -> new World(0).connected().run(order)))
                .isEqualTo(40_320);
    }

    @Test
    void keepsItsInvariantsInRandomSequences() {
        Orders.random(Event.values(), 10_000, 40, sequence -> new World(sequence.hashCode() & 3).run(sequence));
    }

    /** Numbered messages; those of the peers carry the peer's letter. Rings take one message. */
    private static final class World {
        private final int depth;
        private final LogicHarness poly;
        private final Map<RecordingOp, FakePipe> addressed = new HashMap<>();
        private @Nullable FakePipe a;
        private @Nullable FakePipe b;
        private int sent;
        private int arrived;

        World(int depth) {
            this.depth = depth;
            poly = new LogicHarness(Protocol.PAIR1, 47 + depth, settings -> {
                settings.polyamorous = true;
                settings.sendDepth = depth;
                settings.recvDepth = 2 + depth;
            });
            poly.pipeDepth(0);
        }

        World connected() {
            a = poly.attach();
            b = poly.attach();
            arrive();
            arrive();
            return this;
        }

        void run(List<Event> events) {
            for (Event event : events) {
                apply(event);
                check();
            }
            poly.close();
            poly.checkOps();
            checkConservation();
        }

        private void apply(Event event) {
            switch (event) {
                case SEND -> send();
                case SEND_TO_A -> sendTo(a);
                case SEND_TO_B -> sendTo(b);
                case RECEIVE -> poly.receive();
                case ATTACH_A -> a = attached(a);
                case ATTACH_B -> b = attached(b);
                case DETACH_A -> detach(a);
                case DETACH_B -> detach(b);
                case ARRIVE -> arrive();
                case WRITE -> poly.pipes().forEach(poly::write);
                case CANCEL -> poly.ops().forEach(poly::cancel);
            }
        }

        private void send() {
            int peers = poly.pipes().size();
            RecordingOp op = poly.send(Integer.toString(sent++));
            assertThat(op.error() == ErrorCode.BAD_STATE)
                    .as("ambiguous among %s", peers)
                    .isEqualTo(peers > 1);
        }

        private void sendTo(@Nullable FakePipe pipe) {
            if (pipe != null && pipe.isAttached()) {
                ContextLogic directed = poly.directed(pipe);
                RecordingOp op = poly.send(directed, Integer.toString(sent++));
                assertThat(op.error()).isNull();
                addressed.put(op, pipe);
            }
        }

        private FakePipe attached(@Nullable FakePipe known) {
            return known != null && known.isAttached() ? known : poly.attach();
        }

        private void detach(@Nullable FakePipe pipe) {
            if (pipe != null) {
                pipe.beginWriting();
                poly.detach(pipe);
            }
        }

        private void arrive() {
            for (FakePipe pipe : poly.pipes()) {
                poly.deliver(pipe, LogicHarness.wire(pipe.id() + " " + arrived++, 1));
            }
        }

        private void check() {
            poly.checkOps();
            checkSends();
            checkReceives();
        }

        private void checkSends() {
            for (FakePipe pipe : poly.everAttached()) {
                List<Integer> out = pipe.offered().stream()
                        .map(m -> Integer.valueOf(m.text()))
                        .toList();
                assertThat(Orders.ascending(out)).as("sent in order: %s", out).isTrue();
            }
            for (RecordingOp op : poly.ops()) {
                if (!op.isSend()) {
                    continue;
                }
                FakePipe to = addressed.get(op);
                long elsewhere = poly.everAttached().stream()
                        .filter(pipe -> pipe != to && takes(pipe, op.sent()))
                        .count();
                if (to != null) {
                    assertThat(elsewhere).as("went astray: %s", op).isZero();
                }
                if (op.isPending()) {
                    boolean waits = to == null
                            ? poly.pipes().isEmpty()
                                    || poly.pipes().stream()
                                            .anyMatch(pipe -> !pipe.unwritten().isEmpty())
                            : to.isAttached() && !to.unwritten().isEmpty();
                    assertThat(waits).as("waits beside a ready peer: %s", op).isTrue();
                }
            }
        }

        private static boolean takes(FakePipe pipe, Message m) {
            return pipe.offered().stream().anyMatch(taken -> taken.text().equals(m.text()));
        }

        private void checkReceives() {
            Map<String, List<Integer>> in = new HashMap<>();
            poly.ops().stream().filter(op -> !op.isSend() && op.isDone()).forEach(op -> {
                String[] words = op.text().split(" ");
                in.computeIfAbsent(words[0], from -> new ArrayList<>()).add(Integer.valueOf(words[1]));
            });
            in.values()
                    .forEach(numbers -> assertThat(Orders.ascending(numbers))
                            .as("received in order: %s", numbers)
                            .isTrue());
            int unread = unread();
            boolean waits = poly.ops().stream().anyMatch(op -> !op.isSend() && op.isPending());
            assertThat(waits && unread > 0).as("waits beside a message").isFalse();
            boolean paused = poly.pipes().stream().anyMatch(FakePipe::isPaused);
            assertThat(paused && unread == 0)
                    .as("paused, and nothing is there to receive")
                    .isFalse();
            assertThat(unread)
                    .as("a share each, one more for a newcomer, and as much of lost peers")
                    .isLessThanOrEqualTo(2 * (2 + depth) + 2);
        }

        private int unread() {
            long taken = poly.ops().stream()
                    .filter(op -> !op.isSend() && op.isDone())
                    .count();
            long dropped = poly.drops().stream()
                    .filter(drop -> drop.message().text().contains(" "))
                    .count();
            return poly.received().size() - (int) taken - (int) dropped;
        }

        private void checkConservation() {
            assertThat(unread()).isZero();
            long accepted =
                    poly.ops().stream().filter(op -> op.isSend() && op.isDone()).count();
            int written = poly.everAttached().stream()
                    .mapToInt(pipe -> pipe.written().size())
                    .sum();
            long dropped = poly.drops().stream()
                    .filter(drop -> !drop.message().text().contains(" "))
                    .count();
            assertThat(written + dropped).isEqualTo(accepted);
        }
    }
}
