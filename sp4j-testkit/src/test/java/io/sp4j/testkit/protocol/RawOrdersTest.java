package io.sp4j.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.internal.protocol.RawSpec;
import io.sp4j.internal.wire.SpHeader;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.RecordingOp;
import io.sp4j.testkit.Spec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A raw socket with peers that come, go, listen and talk; every protocol. */
@Spec("spec.md 4.1")
class RawOrdersTest {
    private static final int ID = SpHeader.END_BIT | 77;

    private enum Event {
        SEND,
        TRY_SEND,
        RECEIVE,
        ATTACH,
        DETACH,
        ARRIVE,
        WRITE,
        CANCEL
    }

    @ParameterizedTest
    @EnumSource
    void keepsItsInvariantsInAllOrdersOfItsEvents(Protocol protocol) {
        int count = Orders.all(Event.values(), order -> new World(protocol, order.hashCode() & 1).run(order));
        assertThat(count).isEqualTo(40_320);
    }

    @ParameterizedTest
    @EnumSource
    void keepsItsInvariantsInRandomSequences(Protocol protocol) {
        Orders.random(
                Event.values(), 10_000, 24, sequence -> new World(protocol, sequence.hashCode() & 3).run(sequence));
    }

    /** The socket; bodies are {@code s} or {@code r} and a number. */
    private static final class World {
        private final Protocol protocol;
        private final RawSpec spec;
        private final int depth;
        private final LogicHarness raw;
        private final Map<String, Integer> copies = new HashMap<>();
        private int sent;
        private int arrived;

        World(Protocol protocol, int depth) {
            this.protocol = protocol;
            this.spec = RawSpec.of(protocol);
            this.depth = depth;
            raw = new LogicHarness(protocol, 31 + depth, settings -> {
                settings.raw = true;
                settings.sendDepth = depth;
                settings.recvDepth = depth;
            });
            raw.pipeDepth(depth);
        }

        void run(List<Event> events) {
            for (Event event : events) {
                apply(event);
                check();
            }
            assertThat(taken()).allSatisfy(this::checkHeader);
            raw.close();
            raw.checkOps();
            checkConservation();
        }

        private void apply(Event event) {
            List<FakePipe> pipes = raw.pipes();
            FakePipe oldest = pipes.isEmpty() ? null : pipes.get(0);
            switch (event) {
                case SEND -> raw.send(raw.main(), next(pipes));
                case TRY_SEND -> raw.trySend(raw.main(), next(pipes));
                case RECEIVE -> raw.receive();
                case CANCEL -> raw.ops().forEach(raw::cancel);
                case ATTACH -> raw.attachOrRefuse();
                case DETACH -> {
                    if (oldest != null) {
                        oldest.beginWriting();
                        raw.detach(oldest);
                    }
                }
                case ARRIVE -> {
                    if (oldest != null) {
                        raw.deliver(oldest, fromPeer("r" + arrived++), fromPeer("r" + arrived++));
                    }
                }
                case WRITE -> {
                    if (oldest != null) {
                        raw.write(oldest);
                    }
                }
            }
        }

        /** A message to send, with a good header; notes how many copies of it there must be in the end. */
        private Message next(List<FakePipe> pipes) {
            int newest = pipes.isEmpty() ? 5 : pipes.get(pipes.size() - 1).id();
            int all = pipes.size();
            String body = "s" + sent++;
            copies.put(
                    body,
                    Math.max(
                            1,
                            switch (protocol) {
                                case PUB0, SURVEYOR0 -> all;
                                case BUS0 -> all - 1;
                                default -> 1;
                            }));
            return Message.of(body)
                    .withHeader(
                            switch (protocol) {
                                case PAIR1 -> RawContract.words(2);
                                case REQ0, SURVEYOR0 -> RawContract.words(9, ID);
                                case REP0, RESPONDENT0 -> RawContract.words(newest, ID);
                                case BUS0 -> RawContract.words(newest);
                                default -> new byte[0];
                            });
        }

        private Message fromPeer(String text) {
            return switch (protocol) {
                case PAIR1 -> LogicHarness.wire(text, 3);
                case REQ0, SURVEYOR0, REP0, RESPONDENT0 -> LogicHarness.wire(text, 9, ID);
                default -> Message.of(text);
            };
        }

        private void check() {
            raw.checkOps();
            for (FakePipe pipe : raw.pipes()) {
                assertThat(pipe.unwritten()).hasSizeLessThanOrEqualTo(depth + 1);
            }
            List<Message> taken = taken();
            assertThat(Orders.ascending(numbers(taken))).isTrue();
            int inside = raw.received().size() - taken.size() - drops("r");
            assertThat(inside).isBetween(0, Math.max(1, depth));
            assertThat(pending(false) && inside > 0)
                    .as("waits beside a message")
                    .isFalse();
            assertThat(raw.pipes().stream().anyMatch(FakePipe::isPaused) && inside == 0)
                    .as("paused, and nothing is there that a receiver could take")
                    .isFalse();
            boolean room =
                    raw.pipes().stream().anyMatch(pipe -> pipe.unwritten().size() <= pipe.depth() / 2);
            assertThat(pending(true) && (room || !spec.waits()))
                    .as("waits beside a ready peer")
                    .isFalse();
        }

        private void checkHeader(Message m) {
            byte[] header = m.header();
            switch (protocol) {
                case PAIR1 -> assertThat(header).isEqualTo(RawContract.words(3));
                case REQ0, SURVEYOR0 -> assertThat(header).isEqualTo(RawContract.words(9, ID));
                case REP0, RESPONDENT0 ->
                    assertThat(header)
                            .isEqualTo(RawContract.words(SpHeader.word(m, 0), 9, ID))
                            .hasSize(12);
                case BUS0 -> assertThat(header).hasSize(4);
                default -> assertThat(header).isEmpty();
            }
        }

        private boolean pending(boolean sends) {
            return raw.ops().stream().anyMatch(op -> op.isSend() == sends && op.isPending());
        }

        private List<Message> taken() {
            return raw.ops().stream()
                    .filter(op -> !op.isSend() && op.isDone())
                    .map(RecordingOp::result)
                    .toList();
        }

        private int drops(String kind) {
            return (int) raw.drops().stream()
                    .filter(drop -> body(drop.message()).startsWith(kind))
                    .count();
        }

        /** Every accepted message was written, or dropped, as often as it had to go out; others were not. */
        private void checkConservation() {
            Map<String, Integer> ends = new HashMap<>();
            Stream<Message> written = raw.everAttached().stream().flatMap(pipe -> pipe.written().stream());
            Stream<Message> dropped = raw.drops().stream().map(LogicHarness.Dropped::message);
            Stream.concat(written, dropped).forEach(m -> ends.merge(body(m), 1, Integer::sum));
            for (RecordingOp op : raw.ops()) {
                if (op.isSend()) {
                    String body = op.sent().text();
                    int expected = op.isDone() ? copies.getOrDefault(body, 0) : 0;
                    assertThat(ends.getOrDefault(body, 0))
                            .as("ends of %s", body)
                            .isEqualTo(expected);
                }
            }
            assertThat(raw.drops(DropReason.NO_ADDRESS)).isZero();
        }

        /** What a body was, whatever words are in front of it. */
        private static String body(Message m) {
            String text = m.text();
            return text.substring(Math.max(text.lastIndexOf('s'), text.lastIndexOf('r')));
        }

        private static List<Integer> numbers(List<Message> messages) {
            return messages.stream()
                    .map(m -> Integer.valueOf(m.text().substring(1)))
                    .toList();
        }
    }
}
