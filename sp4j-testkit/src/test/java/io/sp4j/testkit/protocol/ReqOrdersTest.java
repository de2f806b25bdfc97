package io.sp4j.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.internal.protocol.ContextLogic;
import io.sp4j.internal.protocol.ProtocolSettings;
import io.sp4j.internal.wire.SpHeader;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.RecordingOp;
import io.sp4j.testkit.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One requester and two servers, whatever comes first. */
@Spec({"spec.md 3.4", "api.md D22"})
class ReqOrdersTest {
    private static final long TICK = 1_000;
    private static final long RESEND = 10 * TICK;

    private enum Event {
        SEND,
        RECEIVE,
        ATTACH_A,
        ATTACH_B,
        DETACH_A,
        REPLY,
        RESEND,
        CANCEL
    }

    @Test
    void keepsItsInvariantsInAllOrdersOfItsEvents() {
        assertThat(Orders.all(Event.values(), order -> new World(RESEND).run(order)))
                .isEqualTo(40_320);
    }

    @Test
    void keepsItsInvariantsInAllOrdersWithoutResending() {
        assertThat(Orders.all(Event.values(), order -> new World(ProtocolSettings.NEVER).run(order)))
                .isEqualTo(40_320);
    }

    @Test
    void keepsItsInvariantsInRandomSequences() {
        Orders.random(Event.values(), 10_000, 40, sequence -> new World(RESEND).run(sequence));
        Orders.random(Event.values(), 10_000, 40, sequence -> new World(0).run(sequence));
    }

    /** The requester, and what it must be like by all that has happened. */
    private static final class World {
        private final boolean resends;
        private final LogicHarness req;
        private final ContextLogic context;
        private final Map<Integer, String> bodies = new HashMap<>();
        private @Nullable FakePipe a;
        private @Nullable FakePipe b;
        private int requests;
        private int replies;

        World(long resendNanos) {
            resends = resendNanos == RESEND;
            req = new LogicHarness(Protocol.REQ0, 34, settings -> {
                settings.resendNanos = resendNanos;
                settings.resendTickNanos = TICK;
            });
            context = req.main();
        }

        void run(List<Event> events) {
            for (Event event : events) {
                String before = state();
                int copies = copies();
                apply(event);
                check(event, before, copies);
            }
            req.close();
            req.checkOps();
            assertThat(state()).isEqualTo("IDLE");
            checkConservation();
        }

        private void apply(Event event) {
            switch (event) {
                case SEND -> req.send("request " + ++requests);
                case RECEIVE -> req.receive();
                case ATTACH_A -> a = attached(a);
                case ATTACH_B -> b = attached(b);
                case DETACH_A -> {
                    if (a != null) {
                        req.detach(a);
                    }
                }
                case REPLY -> reply();
                case RESEND -> {
                    req.pipes().forEach(req::writeAll);
                    req.advanceNanos(RESEND + TICK);
                }
                case CANCEL -> req.ops().forEach(req::cancel);
            }
        }

        private FakePipe attached(@Nullable FakePipe known) {
            return known != null && known.isAttached() ? known : req.attach();
        }

        /** A server answers what it was asked last, or makes an id up. */
        private void reply() {
            for (FakePipe pipe : req.pipes()) {
                List<Message> asked = pipe.offered();
                int id = asked.isEmpty() ? 0x80000001 : SpHeader.word(asked.get(asked.size() - 1), 0);
                req.deliver(pipe, LogicHarness.wire("reply " + ++replies + " to " + bodies.get(id), id));
            }
        }

        private void check(Event event, String before, int copiesBefore) {
            req.checkOps();
            checkIds();
            String now = state();
            boolean asking = now.equals("QUEUED") || now.equals("SENT");
            boolean roomLeft =
                    req.pipes().stream().anyMatch(pipe -> pipe.unwritten().isEmpty());
            for (RecordingOp op : req.ops()) {
                if (op.isPending()) {
                    assertThat(op.isSend() ? now.equals("QUEUED") : asking)
                            .as("%s waits in %s", op, now)
                            .isTrue();
                }
                if (!op.isSend() && op.isDone()) {
                    assertThat(op.text()).startsWith("reply ").contains(" to request ");
                }
            }
            assertThat(now.equals("QUEUED") && roomLeft)
                    .as("waits beside a ready pipe")
                    .isFalse();
            assertThat(now.equals("SENT") && copies() == 0)
                    .as("no pipe took it")
                    .isFalse();
            if (now.equals("SENT")) {
                assertThat(carriedByLivePipe())
                        .as("at least one live pipe has it")
                        .isTrue();
            }
            assertThat(now.equals("RESET") && resends)
                    .as("lost in spite of resending")
                    .isFalse();
            if (event == Event.DETACH_A && resends && isAsking(before)) {
                assertThat(asking).as("a lost pipe ends no request").isTrue();
            }
            if (event == Event.RESEND && before.equals("SENT")) {
                assertThat(copies() - copiesBefore).isEqualTo(resends ? 1 : 0);
            }
        }

        private static boolean isAsking(String state) {
            return state.equals("QUEUED") || state.equals("SENT");
        }

        /** One id for each request, with the top bit set, the same in all copies. */
        private void checkIds() {
            for (FakePipe pipe : req.everAttached()) {
                for (Message m : pipe.offered()) {
                    int id = SpHeader.word(m, 0);
                    assertThat(id).isNegative();
                    assertThat(m.header()).hasSize(4);
                    String known = bodies.putIfAbsent(id, m.text());
                    assertThat(known == null || known.equals(m.text())).isTrue();
                }
            }
            assertThat(new HashSet<>(bodies.values())).hasSize(bodies.size());
        }

        private boolean carriedByLivePipe() {
            return req.pipes().stream()
                    .flatMap(pipe -> pipe.offered().stream())
                    .anyMatch(m -> m.text().equals("request " + requests));
        }

        private int copies() {
            return (int) req.everAttached().stream()
                    .flatMap(pipe -> pipe.offered().stream())
                    .filter(m -> m.text().equals("request " + requests))
                    .count();
        }

        private String state() {
            String text = context.toString().substring("request context ".length());
            int end = text.indexOf(',');
            return end < 0 ? text : text.substring(0, end);
        }

        /** Every reply was received once or dropped once; every request answered at most once, by its own reply. */
        private void checkConservation() {
            List<String> taken = new ArrayList<>();
            Set<String> answered = new HashSet<>();
            for (RecordingOp op : req.ops()) {
                if (!op.isSend() && op.isDone()) {
                    taken.add(op.text());
                    String request = op.text().substring(op.text().indexOf("request"));
                    assertThat(answered.add(request))
                            .as("answered twice: %s", request)
                            .isTrue();
                } else if (op.isSend()) {
                    boolean offered = bodies.containsValue(op.sent().text());
                    assertThat(offered).as("taken by a pipe: %s", op).isEqualTo(op.isDone());
                }
            }
            assertThat(taken).doesNotHaveDuplicates();
            int replyDrops = (int) req.drops().stream()
                    .filter(drop -> drop.message().text().contains("reply "))
                    .count();
            assertThat(taken.size() + replyDrops).isEqualTo(req.received().size());
            assertThat(req.drops(DropReason.QUEUE_FULL)).isZero();
        }
    }
}
