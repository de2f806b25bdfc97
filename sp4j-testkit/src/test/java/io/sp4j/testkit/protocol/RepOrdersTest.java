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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One replier, or respondent, with two contexts and one client, whatever comes first. */
@Spec({"spec.md 3.5", "spec.md 3.8"})
class RepOrdersTest {
    private static final List<Protocol> BOTH = List.of(Protocol.REP0, Protocol.RESPONDENT0);

    private enum Event {
        ATTACH,
        REQUEST,
        RECEIVE,
        SEND,
        SERVE_OTHER,
        WRITE,
        DETACH,
        CANCEL
    }

    @Test
    void keepsItsInvariantsInAllOrdersOfItsEvents() {
        for (Protocol protocol : BOTH) {
            assertThat(Orders.all(Event.values(), order -> new World(protocol).run(order)))
                    .isEqualTo(40_320);
        }
    }

    @Test
    void keepsItsInvariantsInAllOrdersWithAClientThatAsksAhead() {
        for (Protocol protocol : BOTH) {
            assertThat(Orders.all(
                            Event.values(),
                            order -> new World(protocol).connected().run(order)))
                    .isEqualTo(40_320);
        }
    }

    @Test
    void keepsItsInvariantsInRandomSequences() {
        for (Protocol protocol : BOTH) {
            Orders.random(Event.values(), 10_000, 40, sequence -> new World(protocol).run(sequence));
        }
    }

    /** The replier, and what it must be like by all that has happened; requests and replies carry numbers. */
    private static final class World {
        private final LogicHarness rep;
        private final ContextLogic other;
        private final Map<ContextLogic, Integer> owed = new HashMap<>();
        private @Nullable FakePipe client;
        private int requests;

        World(Protocol protocol) {
            rep = new LogicHarness(protocol, 35);
            other = rep.openContext();
        }

        /** Begins with a client that has sent three requests at once. */
        World connected() {
            client = rep.attach();
            request();
            request();
            request();
            return this;
        }

        void run(List<Event> events) {
            for (Event event : events) {
                apply(event);
                check();
            }
            rep.close();
            rep.checkOps();
            checkConservation();
        }

        private void apply(Event event) {
            switch (event) {
                case ATTACH -> {
                    if (client == null || !client.isAttached()) {
                        client = rep.attach();
                    }
                }
                case REQUEST -> request();
                case RECEIVE -> receive(rep.main());
                case SEND -> send(rep.main());
                case SERVE_OTHER -> {
                    receive(other);
                    send(other);
                }
                case WRITE -> {
                    if (client != null && client.isAttached()) {
                        rep.write(client);
                    }
                }
                case DETACH -> {
                    if (client != null) {
                        rep.detach(client);
                    }
                }
                case CANCEL -> rep.ops().forEach(rep::cancel);
            }
        }

        private void request() {
            if (client != null && client.isAttached()) {
                int number = ++requests;
                rep.deliver(client, LogicHarness.wire("request " + number, 0x80000000 | number));
            }
        }

        private void receive(ContextLogic context) {
            rep.receive(context);
        }

        /** The reply names the request that this context received last, if it has not tried to answer it yet. */
        private void send(ContextLogic context) {
            int newest = newest(context);
            boolean expected = newest > owed.getOrDefault(context, 0);
            RecordingOp op = rep.send(context, "reply " + newest);
            owed.put(context, newest);
            assertThat(op.error() == null).as("may answer: %s", op).isEqualTo(expected);
        }

        private int newest(ContextLogic context) {
            return rep.ops().stream()
                    .filter(op -> op.context() == context && !op.isSend() && op.isDone())
                    .mapToInt(op -> number(op.text()))
                    .max()
                    .orElse(0);
        }

        private void check() {
            rep.checkOps();
            Set<Integer> answered = new HashSet<>();
            for (FakePipe pipe : rep.everAttached()) {
                for (Message m : pipe.offered()) {
                    int number = number(m.text());
                    assertThat(SpHeader.word(m, 0)).as("the id of its request").isEqualTo(0x80000000 | number);
                    assertThat(answered.add(number))
                            .as("answered twice: %s", number)
                            .isTrue();
                }
                assertThat(pipe.unwritten()).hasSizeLessThanOrEqualTo(1);
            }
            boolean receiveWaits = rep.ops().stream().anyMatch(op -> !op.isSend() && op.isPending());
            boolean sendWaits = rep.ops().stream().anyMatch(op -> op.isSend() && op.isPending());
            boolean paused = rep.pipes().stream().anyMatch(FakePipe::isPaused);
            boolean idle =
                    rep.pipes().stream().allMatch(pipe -> pipe.unwritten().isEmpty());
            assertThat(receiveWaits && unread() > 0)
                    .as("waits beside a request")
                    .isFalse();
            assertThat(sendWaits && idle)
                    .as("a reply waits beside an idle pipe")
                    .isFalse();
            assertThat(paused)
                    .as("unread requests and waiting replies pause, nothing else")
                    .isEqualTo(unread() == 1 || sendWaits);
            assertThat(unread()).isBetween(0, 1);
        }

        /** Requests that were read from pipes and that nobody has received or that were not dropped. */
        private int unread() {
            long taken =
                    rep.ops().stream().filter(op -> !op.isSend() && op.isDone()).count();
            return rep.received().size() - (int) taken - dropped("request");
        }

        private int dropped(String kind) {
            return (int) rep.drops().stream()
                    .filter(drop -> drop.message().text().startsWith(kind))
                    .count();
        }

        private void checkConservation() {
            assertThat(unread()).isZero();
            int attempts = (int) rep.ops().stream()
                    .filter(op -> op.isSend() && op.error() != ErrorCode.BAD_STATE)
                    .count();
            int written = rep.everAttached().stream()
                    .mapToInt(pipe -> pipe.written().size())
                    .sum();
            assertThat(written + dropped("reply")).isEqualTo(attempts);
            assertThat(rep.drops(DropReason.HOP_LIMIT)).isZero();
        }

        private static int number(String text) {
            return Integer.parseInt(text.substring(text.indexOf(' ') + 1));
        }
    }
}
