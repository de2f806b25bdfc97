package io.sp4j.testkit.hostile;

import static io.sp4j.testkit.hostile.Attacker.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.CloseReason;
import io.sp4j.DialMode;
import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pipe;
import io.sp4j.Protocol;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A requester meets servers that answer what they were not asked, while an honest one serves it. */
@ExtendWith(LeakGate.class)
class RequesterAttackTest {
    private static final Duration HANG = GoodClient.HANG;

    @TempDir
    Path directory;

    private Req0 requester(String transport) {
        return Req0.builder()
                .executor(Listening.EXECUTOR)
                .recvTimeout(HANG)
                .sendTimeout(HANG)
                .set(Options.RESEND_TIME, Duration.ofHours(1))
                .listen(Listening.url(transport, directory))
                .open();
    }

    private static Rep0 honestServer(Req0 requester) {
        Rep0 server = Rep0.builder().executor(Listening.EXECUTOR).open();
        server.dial(requester.url(), DialMode.BLOCKING);
        server.serve(request -> Message.of("honest " + request.text()), 2);
        return server;
    }

    private static void assertServed(Req0 requester, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(requester.request("question " + i).text()).isEqualTo("honest question " + i);
        }
    }

    private static int idOf(byte[] request) {
        return ByteBuffer.wrap(request).getInt();
    }

    /** Has the attacker asked, then the honest server asked; answers the attacker's request. */
    private static byte[] askedOf(Attacker attacker, Req0 requester, CompletableFuture<Message> answer)
            throws Exception {
        requester.requestAsync("for the attacker").whenComplete((reply, failure) -> {
            if (failure == null) {
                answer.complete(reply);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return attacker.receiveFrame();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec("reliability.md 5 row 16")
    void dropsRepliesThatNobodyWaitsFor(String transport) throws Exception {
        try (LogLines log = new LogLines();
                Req0 requester = requester(transport);
                Attacker attacker = Attacker.greeting(requester.url(), Protocol.REP0)) {
            CompletableFuture<Message> answer = new CompletableFuture<>();
            byte[] request = askedOf(attacker, requester, answer);
            try (Rep0 honest = honestServer(requester)) {
                requester.awaitPipes(2, HANG);
                attacker.sendFrame(words("unknown", idOf(request) ^ 1));
                attacker.sendFrame(words("first", idOf(request)));
                attacker.sendFrame(words("twice", idOf(request)));
                assertThat(answer.get(HANG.toSeconds(), TimeUnit.SECONDS).text())
                        .isEqualTo("first");
                Await.until(
                        () -> requester.stats().drops().equals(Map.of(DropReason.STALE_REPLY, 2L)), requester::stats);
                assertThat(honest.pipes()).hasSize(1);
                assertThat(requester.pipes()).hasSize(2);
                attacker.leave();
                assertServed(requester, 20);
                assertThat(requester.stats().drops()).isEqualTo(Map.of(DropReason.STALE_REPLY, 2L));
            }
            assertThat(log.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec("reliability.md 5 row 16")
    void closesOnAReplyWithoutAnIdAndAsksTheNextServer(String transport) throws Exception {
        byte[][] replies = {new byte[0], new byte[3], words("", 7), words("body", 0x7fffffff)};
        try (LogLines log = new LogLines();
                Req0 requester = requester(transport);
                Rep0 honest = honestServer(requester)) {
            Pipe good = requester.awaitPipes(1, HANG).get(0);
            for (byte[] reply : replies) {
                try (Attacker attacker = Attacker.greeting(requester.url(), Protocol.REP0)) {
                    requester.awaitPipes(2, HANG);
                    CompletableFuture<Message> both =
                            requester.requestAsync("a").thenCombine(requester.requestAsync("b"), (a, b) -> b);
                    attacker.receiveFrame();
                    attacker.sendFrame(reply);
                    assertThat(attacker.isCut()).isTrue();
                    assertThat(both.get(HANG.toSeconds(), TimeUnit.SECONDS).text())
                            .startsWith("honest ");
                }
                Await.until(() -> requester.pipes().size() == 1, requester::stats);
            }
            assertServed(requester, 20);
            assertThat(good.isOpen()).isTrue();
            assertThat(honest.pipes()).hasSize(1);
            assertThat(requester.stats().closes()).isEqualTo(Map.of(CloseReason.MALFORMED, (long) replies.length));
            log.assertFew();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec({"reliability.md 5 row 17", "api.md D22"})
    void dropsAReplyOfAServerThatWasNotAsked(String transport) throws Exception {
        try (LogLines log = new LogLines();
                Req0 requester = requester(transport);
                Attacker asked = Attacker.greeting(requester.url(), Protocol.REP0)) {
            CompletableFuture<Message> answer = new CompletableFuture<>();
            byte[] request = askedOf(asked, requester, answer);
            try (Attacker other = Attacker.greeting(requester.url(), Protocol.REP0)) {
                requester.awaitPipes(2, HANG);
                other.sendFrame(words("spoofed", idOf(request)));
                Await.until(
                        () -> requester.stats().drops().equals(Map.of(DropReason.UNEXPECTED_REPLY, 1L)),
                        requester::stats);
                assertThat(answer).isNotDone();
                asked.sendFrame(words("true", idOf(request)));
                assertThat(answer.get(HANG.toSeconds(), TimeUnit.SECONDS).text())
                        .isEqualTo("true");
                assertThat(requester.pipes()).as("both connections are kept").hasSize(2);
            }
            assertThat(log.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec("reliability.md 5 row 18")
    void chosesIdsThatCannotBeGuessed(String transport) throws Exception {
        try (Req0 requester = requester(transport);
                Attacker server = Attacker.greeting(requester.url(), Protocol.REP0)) {
            int[] ids = new int[64];
            for (int i = 0; i < ids.length; i++) {
                CompletableFuture<Message> answer = requester.requestAsync("which id?");
                ids[i] = idOf(server.receiveFrame());
                server.sendFrame(words("this one", ids[i]));
                answer.get(HANG.toSeconds(), TimeUnit.SECONDS);
            }
            int near = 0;
            for (int i = 1; i < ids.length; i++) {
                assertThat(ids[i]).as("the top bit").isNegative();
                if (Math.abs((long) ids[i] - ids[i - 1]) < 1 << 16) {
                    near++;
                }
            }
            assertThat(near).as("ids near the one before, of %s", ids.length).isLessThan(3);
        }
    }
}
