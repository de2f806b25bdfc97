package io.sp4j.testkit.hostile;

import static io.sp4j.testkit.hostile.Attacker.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.CloseReason;
import io.sp4j.DialMode;
import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pair1;
import io.sp4j.Pipe;
import io.sp4j.Protocol;
import io.sp4j.Pub0;
import io.sp4j.Push0;
import io.sp4j.Receiver;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.Respondent0;
import io.sp4j.Sender;
import io.sp4j.SocketBuilder;
import io.sp4j.SpSocket;
import io.sp4j.Sub0;
import io.sp4j.Surveyor0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every protocol meets headers that are malformed, out of date or merely odd, while an honest peer works on. */
@ExtendWith(LeakGate.class)
class HeaderAttackTest {
    private static final Duration HANG = GoodClient.HANG;
    private static final String TCP = "tcp://127.0.0.1:0";

    static List<HeaderCase> cases() {
        return HeaderCase.all();
    }

    private static SpSocket victim(Protocol protocol) {
        SocketBuilder<? extends SpSocket, ?> builder = protocol.builder()
                .executor(Listening.EXECUTOR)
                .linger(Duration.ZERO)
                .listen(TCP);
        switch (protocol) {
            case PAIR1 -> builder.set(Options.PAIR1_POLYAMOROUS, true);
            case SURVEYOR0 -> builder.set(Options.SURVEY_TIME, Options.FOREVER);
            case REQ0 -> builder.set(Options.RESEND_TIME, Duration.ofHours(1));
            default -> {}
        }
        SpSocket socket = builder.open();
        if (socket instanceof Sub0 sub) {
            sub.subscribe("");
        }
        return socket;
    }

    /** An honest peer over a connection of its own. */
    private static final class Healthy implements AutoCloseable {
        private final SpSocket victim;
        private final SpSocket socket;
        private final Pipe pipe;
        private int count;

        Healthy(SpSocket victim) {
            this.victim = victim;
            socket = victim.protocol()
                    .peer()
                    .builder()
                    .executor(Listening.EXECUTOR)
                    .linger(Duration.ZERO)
                    .open();
            if (socket instanceof Sub0 sub) {
                sub.subscribe("");
            } else if (socket instanceof Rep0 rep) {
                rep.serve(request -> request, 1);
            } else if (socket instanceof Respondent0 respondent) {
                respondent.serve(survey -> survey, 1);
            }
            pipe = socket.dial(victim.url(), DialMode.BLOCKING).pipe().orElseThrow();
        }

        /** One message that only this peer can have sent or got. */
        void exchange() throws Exception {
            String text = "good " + ++count;
            if (victim instanceof Req0 req) {
                CompletableFuture<Message> one = req.requestAsync(text);
                CompletableFuture<Message> other = req.requestAsync(text); // of two in turn, one is for this peer
                CompletableFuture.anyOf(one, other).get(HANG.toSeconds(), TimeUnit.SECONDS);
                one.cancel(true);
                other.cancel(true);
            } else if (victim instanceof Surveyor0 surveyor) {
                try (Surveyor0.Context context = surveyor.openContext()) {
                    context.send(text);
                    assertThat(context.recv(HANG).text()).isEqualTo(text);
                }
            } else if (victim instanceof Push0 push) {
                push.send(text, HANG); // as above
                pass(push, (Receiver) socket, text);
            } else if (victim instanceof Pub0 pub) {
                pass(pub, (Receiver) socket, text);
            } else {
                pass((Sender) socket, (Receiver) victim, text);
            }
            assertThat(pipe.isOpen()).isTrue();
        }

        private static void pass(Sender from, Receiver to, String text) {
            from.send(text, HANG);
            assertThat(to.recv(HANG).text()).isEqualTo(text);
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** The ids that the attacker was told. */
    private record Asked(int open, int old) {}

    /** Has an asking socket ask twice, so that the attacker knows an open id and an old one. */
    private static Asked ask(SpSocket victim, Attacker attacker) throws Exception {
        if (victim.protocol() != Protocol.REQ0 && victim.protocol() != Protocol.SURVEYOR0) {
            return new Asked(0, 0);
        }
        Sender asking = (Sender) victim;
        asking.send("old", HANG);
        int old = ByteBuffer.wrap(attacker.receiveFrame()).getInt();
        asking.send("open", HANG);
        return new Asked(ByteBuffer.wrap(attacker.receiveFrame()).getInt(), old);
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Spec({
        "reliability.md 5 row 11",
        "reliability.md 5 row 13",
        "reliability.md 5 row 14",
        "reliability.md 5 row 15",
        "reliability.md 5 row 16",
        "reliability.md 5 row 19",
        "reliability.md 5 row 20",
        "spec.md 10 #22",
        "spec.md 10 #35",
        "spec.md 10 #43",
        "spec.md 10 #50",
        "spec.md 10 #58",
        "spec.md 10 #68"
    })
    void touchesNobodyElse(HeaderCase given) throws Exception {
        boolean alone = given.to() == Protocol.PAIR0;
        try (LogLines log = new LogLines();
                SpSocket victim = victim(given.to());
                Attacker attacker = Attacker.greeting(victim.url(), given.to().peer())) {
            victim.awaitPipes(1, HANG);
            Asked ids = ask(victim, attacker);
            Healthy healthy = alone ? null : new Healthy(victim);
            if (healthy != null) {
                victim.awaitPipes(2, HANG);
                healthy.exchange();
            }
            Map<DropReason, Long> before = victim.stats().drops();
            attacker.sendFrame(given.bytes().of(ids.open, ids.old));
            assertOutcome(given, victim, attacker, before);
            if (healthy != null) {
                healthy.exchange();
                healthy.close();
            }
            log.assertFew();
            assertThat(log.lines()).hasSize(given.closes() == null ? 0 : 1);
        }
    }

    private static void assertOutcome(
            HeaderCase given, SpSocket victim, Attacker attacker, Map<DropReason, Long> before) throws Exception {
        if (given.closes() != null) {
            assertThat(attacker.isCut()).isTrue();
            Await.until(() -> !victim.stats().closes().isEmpty(), victim::stats);
            assertThat(victim.stats().closes()).isEqualTo(Map.of(given.closes(), 1L));
            return;
        }
        if (given.drops() != null) {
            Await.until(
                    () -> victim.stats().drops().getOrDefault(given.drops(), 0L)
                            == before.getOrDefault(given.drops(), 0L) + 1,
                    victim::stats);
        } else {
            Message m = ((Receiver) victim).recv(HANG);
            assertThat(m.text()).isEqualTo(given.body());
            assertThat(victim.stats().drops()).isEqualTo(before);
        }
        assertThat(victim.stats().closes()).isEmpty();
    }

    @Test
    @Spec("reliability.md 5 row 16")
    void takesOneReplyOfTwo() throws Exception {
        try (Req0 victim = (Req0) victim(Protocol.REQ0);
                Attacker attacker = Attacker.greeting(victim.url(), Protocol.REP0)) {
            victim.awaitPipes(1, HANG);
            int id = ask(victim, attacker).open;
            attacker.sendFrame(words("first", id));
            attacker.sendFrame(words("second", id));
            assertThat(victim.recv(HANG).text()).isEqualTo("first");
            Await.until(() -> victim.stats().drops().equals(Map.of(DropReason.STALE_REPLY, 1L)), victim::stats);
            assertThat(victim.stats().closes()).isEmpty();
        }
    }

    @Test
    @Spec({"reliability.md 5 row 19", "spec.md 10 #62"})
    void takesBothAnswersOfTwoAndNoneAfterTheDeadline() throws Exception {
        try (Surveyor0 victim = (Surveyor0) victim(Protocol.SURVEYOR0);
                Attacker attacker = Attacker.greeting(victim.url(), Protocol.RESPONDENT0)) {
            victim.awaitPipes(1, HANG);
            int id = ask(victim, attacker).open;
            attacker.sendFrame(words("first", id));
            attacker.sendFrame(words("second", id));
            assertThat(victim.recv(HANG).text()).isEqualTo("first");
            assertThat(victim.recv(HANG).text()).isEqualTo("second");
            assertThat(victim.survey("short", Duration.ofMillis(1))).isEmpty();
            int over = ByteBuffer.wrap(attacker.receiveFrame()).getInt();
            attacker.sendFrame(words("late", over));
            Await.until(() -> victim.stats().drops().equals(Map.of(DropReason.LATE_RESPONSE, 1L)), victim::stats);
            assertThat(victim.stats().closes()).isEmpty();
        }
    }

    @Test
    @Spec({"reliability.md 5 row 19", "api.md D22"})
    void takesNoAnswerOfAPeerThatWasNotAsked() throws Exception {
        try (Surveyor0 victim = (Surveyor0) victim(Protocol.SURVEYOR0);
                Attacker asked = Attacker.greeting(victim.url(), Protocol.RESPONDENT0)) {
            victim.awaitPipes(1, HANG);
            int id = ask(victim, asked).open;
            try (Attacker other = Attacker.greeting(victim.url(), Protocol.RESPONDENT0)) {
                victim.awaitPipes(2, HANG);
                other.sendFrame(words("spoofed", id));
                Await.until(
                        () -> victim.stats().drops().equals(Map.of(DropReason.UNEXPECTED_REPLY, 1L)), victim::stats);
                asked.sendFrame(words("true", id));
                assertThat(victim.recv(HANG).text()).isEqualTo("true");
                assertThat(victim.pipes()).hasSize(2);
            }
        }
    }

    /** A pair has no other peer, so the next one is the honest one. */
    @Test
    @Spec({"reliability.md 5 row 15", "spec.md 10 #22"})
    void takesTheNextPeerWhenItClosedThatOfAMalformedHeader() throws Exception {
        try (LogLines log = new LogLines();
                Pair1 victim =
                        Pair1.builder().executor(Listening.EXECUTOR).listen(TCP).open();
                Attacker attacker = Attacker.greeting(victim.url(), Protocol.PAIR1)) {
            victim.awaitPipes(1, HANG);
            attacker.sendFrame(words("x", 0x100));
            assertThat(attacker.isCut()).isTrue();
            Await.until(() -> victim.pipes().isEmpty(), victim::stats);
            try (Healthy healthy = new Healthy(victim)) {
                healthy.exchange();
            }
            assertThat(victim.stats().closes()).containsEntry(CloseReason.MALFORMED, 1L);
            log.assertFew();
        }
    }
}
