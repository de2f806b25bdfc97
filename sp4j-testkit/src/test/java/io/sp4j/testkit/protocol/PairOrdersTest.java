package io.sp4j.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.Spec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@Spec({"spec.md 3.1", "spec.md 3.2"})
class PairOrdersTest {
    private static final List<Protocol> VERSIONS = List.of(Protocol.PAIR0, Protocol.PAIR1);

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

    @Test
    void keepsOrderAndBoundsInAllOrdersOfItsEvents() {
        for (Protocol version : VERSIONS) {
            for (int depth = 0; depth < 2; depth++) {
                int each = depth;
                int count = Orders.all(Event.values(), order -> new World(version, each).run(order));
                assertThat(count).isEqualTo(40_320);
            }
        }
    }

    @Test
    void keepsOrderAndBoundsInRandomSequences() {
        for (Protocol version : VERSIONS) {
            Orders.random(
                    Event.values(), 10_000, 40, sequence -> new World(version, sequence.hashCode() & 3).run(sequence));
        }
    }

    /** One pair with numbered messages both ways. */
    private static final class World {
        private final Protocol version;
        private final int depth;
        private final LogicHarness pair;
        private int sent;
        private int arrived;

        World(Protocol version, int depth) {
            this.version = version;
            this.depth = depth;
            this.pair = new LogicHarness(version, 17 + depth, settings -> {
                settings.sendDepth = depth;
                settings.recvDepth = depth;
            });
        }

        void run(List<Event> events) {
            for (Event event : events) {
                apply(event);
                check();
            }
            pair.close();
            pair.checkOps();
            checkConservation();
        }

        private void apply(Event event) {
            FakePipe peer = pair.pipes().isEmpty() ? null : pair.pipes().get(0);
            switch (event) {
                case SEND -> pair.send(Integer.toString(sent++));
                case TRY_SEND -> pair.trySend(pair.main(), Integer.toString(sent++));
                case RECEIVE -> pair.receive();
                case ATTACH -> pair.attachOrRefuse();
                case CANCEL -> pair.ops().forEach(pair::cancel);
                case DETACH -> {
                    if (peer != null) {
                        peer.beginWriting();
                        pair.detach(peer);
                    }
                }
                case ARRIVE -> {
                    if (peer != null) {
                        pair.deliver(peer, fromPeer(Integer.toString(arrived++)));
                    }
                }
                case WRITE -> {
                    if (peer != null) {
                        pair.write(peer);
                    }
                }
            }
        }

        private Message fromPeer(String text) {
            return version == Protocol.PAIR0 ? Message.of(text) : LogicHarness.wire(text, 1);
        }

        private void check() {
            pair.checkOps();
            assertThat(pair.pipes()).hasSizeLessThanOrEqualTo(1);
            assertThat(Orders.ascending(out()))
                    .as("sent in order, none twice: %s", out())
                    .isTrue();
            assertThat(Orders.ascending(in()))
                    .as("received in order, none twice: %s", in())
                    .isTrue();
            assertThat(pair.received().size() - in().size()).isLessThanOrEqualTo(Math.max(1, depth));
            assertThat(pair.pipes().stream().anyMatch(FakePipe::isPaused)
                            && pair.received().size() == in().size())
                    .as("paused, and nothing is there that a receiver could take")
                    .isFalse();
            boolean sendWaits = pair.ops().stream().anyMatch(op -> op.isSend() && op.isPending());
            boolean roomLeft =
                    pair.pipes().stream().anyMatch(pipe -> pipe.unwritten().size() <= pipe.depth());
            assertThat(sendWaits && roomLeft).as("waits beside a ready peer").isFalse();
            boolean receiveWaits = pair.ops().stream().anyMatch(op -> !op.isSend() && op.isPending());
            assertThat(receiveWaits && pair.received().size() > in().size())
                    .as("waits beside a message")
                    .isFalse();
        }

        /** What left, in order; what a lost peer handed back counts where it went in the end. */
        private List<Integer> out() {
            return pair.everAttached().stream()
                    .flatMap(pipe -> Stream.concat(pipe.written().stream(), pipe.unwritten().stream()))
                    .map(m -> Integer.valueOf(m.text()))
                    .toList();
        }

        private List<Integer> in() {
            return pair.ops().stream()
                    .filter(op -> !op.isSend() && op.isDone())
                    .map(op -> Integer.valueOf(op.text()))
                    .toList();
        }

        private void checkConservation() {
            long accepted =
                    pair.ops().stream().filter(op -> op.isSend() && op.isDone()).count();
            int lost = pair.drops(DropReason.UNDELIVERED_AT_CLOSE);
            int unread = pair.drops(DropReason.UNREAD_AT_CLOSE);
            assertThat(pair.drops()).hasSize(lost + unread);
            assertThat(out().size() + lost).isEqualTo((int) accepted);
            assertThat(in().size() + unread).isEqualTo(pair.received().size());
        }
    }
}
