package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Protocol;
import io.sp4j.Respondent0;
import io.sp4j.SpException;
import io.sp4j.Surveyor0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakGate.class)
@Spec("spec.md 3.8")
class SurveyTest {
    private static final Duration HANG = Over.HANG;
    private static final Duration SHORT = Duration.ofMillis(300);

    private static Surveyor0.Builder surveyor(Over over) {
        return Surveyor0.builder().surveyTime(HANG).recvTimeout(HANG).listen(over.url());
    }

    private static Respondent0 respondent(Surveyor0 surveyor) {
        return Respondent0.builder().recvTimeout(HANG).dial(surveyor.url()).open();
    }

    private static List<String> sorted(List<Message> messages) {
        return messages.stream().map(Message::text).sorted().toList();
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md 1.10 #11")
    void asksTwoRespondentsAndEndsByItsTime(Over over) {
        try (Surveyor0 surveyor = surveyor(over).open();
                Respondent0 a = respondent(surveyor);
                Respondent0 b = respondent(surveyor)) {
            surveyor.awaitPipes(2, HANG);
            surveyor.send("what time is it?");
            assertThat(a.recv().text()).isEqualTo("what time is it?");
            assertThat(b.recv().text()).isEqualTo("what time is it?");
            a.send("noon");
            b.send("midnight");
            Message first = surveyor.recv();
            Message second = surveyor.recv();
            assertThat(sorted(List.of(first, second))).containsExactly("midnight", "noon");
            assertThat(first.pipe()).isNotSameAs(second.pipe());
            surveyor.set(Options.SURVEY_TIME, SHORT);
            surveyor.send("anybody?");
            assertThatThrownBy(surveyor::recv)
                    .isInstanceOf(SpException.Timeout.class)
                    .hasMessageContaining("survey");
            assertThatThrownBy(surveyor::recv).isInstanceOf(SpException.BadState.class);
            assertThatThrownBy(surveyor::tryRecv).isInstanceOf(SpException.BadState.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md D19")
    void collectsAllAnswersInOneCall(Over over) throws Exception {
        try (Surveyor0 surveyor = surveyor(over).open();
                Respondent0 a = respondent(surveyor);
                Respondent0 b = respondent(surveyor)) {
            surveyor.awaitPipes(2, HANG);
            a.serve(question -> Message.of("a on " + question.text()), 2);
            b.serveAsync(question -> CompletableFuture.completedFuture(Message.of("b on " + question.text())), 2);
            Duration time = Duration.ofSeconds(2);
            CompletableFuture<List<Message>> other = surveyor.surveyAsync(Message.of("2"), time);
            assertThat(sorted(surveyor.survey("1", time))).containsExactly("a on 1", "b on 1");
            assertThat(sorted(other.get(HANG.toSeconds(), TimeUnit.SECONDS))).containsExactly("a on 2", "b on 2");
        }
    }

    @Test
    @Spec("api.md D19")
    void collectsNothingWhereNobodyIs() throws Exception {
        try (Surveyor0 surveyor = Surveyor0.builder().surveyTime(SHORT).open()) {
            assertThat(surveyor.survey("anybody?")).isEmpty();
            assertThat(surveyor.surveyAsync("anybody?").get(HANG.toSeconds(), TimeUnit.SECONDS))
                    .isEmpty();
            assertThat(surveyor.stats().drops()).containsEntry(DropReason.NO_PEER, 2L);
        }
    }

    @Test
    void refusesToCollectForEver() {
        try (Surveyor0 surveyor =
                Surveyor0.builder().surveyTime(Options.FOREVER).open()) {
            assertThatThrownBy(() -> surveyor.survey("x"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no end");
        }
    }

    @Test
    void endsACollectionWithTheSocket() {
        CompletableFuture<List<Message>> answers;
        try (Surveyor0 surveyor = Surveyor0.builder().surveyTime(HANG).open()) {
            answers = surveyor.surveyAsync("x");
        }
        assertThatThrownBy(() -> answers.get(HANG.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SpException.Closed.class);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #64", "spec.md 10 #65"})
    void outlivesTriesAndShortTimeouts(Over over) {
        try (Surveyor0 surveyor = surveyor(over).open();
                Respondent0 a = respondent(surveyor)) {
            surveyor.awaitPipes(1, HANG);
            surveyor.send("question");
            assertThat(surveyor.tryRecv()).isEmpty();
            assertThatThrownBy(() -> surveyor.recv(Duration.ofMillis(20))).isInstanceOf(SpException.Timeout.class);
            CompletableFuture<Message> given = surveyor.recvAsync();
            given.cancel(true);
            a.recv();
            a.send("answer");
            assertThat(surveyor.recv().text()).isEqualTo("answer");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #67")
    void asksThroughManyContextsAtOnce(Over over) throws Exception {
        try (Surveyor0 surveyor = surveyor(over).open();
                Respondent0 a = respondent(surveyor)) {
            surveyor.awaitPipes(1, HANG);
            a.serve(question -> question, 4);
            List<CompletableFuture<Message>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Surveyor0.Context context = surveyor.openContext();
                context.send("question " + i);
                answers.add(context.recvAsync());
            }
            for (int i = 0; i < 50; i++) {
                assertThat(answers.get(i)
                                .get(HANG.toSeconds(), TimeUnit.SECONDS)
                                .text())
                        .isEqualTo("question " + i);
            }
        }
    }

    @Test
    @Spec("spec.md 10 #69")
    void answersWithoutWaiting() {
        try (Surveyor0 surveyor = surveyor(Over.TCP).open();
                Respondent0 a = respondent(surveyor)) {
            surveyor.awaitPipes(1, HANG);
            assertThatThrownBy(() -> a.trySend("nobody asked")).isInstanceOf(SpException.BadState.class);
            surveyor.send("question");
            a.recv();
            assertThat(a.trySend("answer")).isTrue();
            assertThat(surveyor.recv().text()).isEqualTo("answer");
            assertThatThrownBy(() -> a.send("again")).isInstanceOf(SpException.BadState.class);
        }
    }

    @Test
    @Spec("api.md D12")
    void addressesNoSinglePeer() {
        try (Surveyor0 surveyor = surveyor(Over.TCP).open();
                Respondent0 a = respondent(surveyor)) {
            surveyor.awaitPipes(1, HANG);
            assertThatThrownBy(() -> surveyor.pipes().get(0).send("x")).isInstanceOf(SpException.NotSupported.class);
            assertThatThrownBy(() -> a.pipes().get(0).send("x")).isInstanceOf(SpException.NotSupported.class);
        }
    }

    @Test
    @Spec("spec.md 2.2")
    void sendsTheBytesOfTheSpecification() throws Exception {
        try (ServerSocket server = WirePeer.server();
                Surveyor0 surveyor =
                        Surveyor0.builder().surveyTime(HANG).recvTimeout(HANG).open()) {
            surveyor.dialAsync(WirePeer.url(server));
            try (WirePeer peer = WirePeer.accept(server, Protocol.RESPONDENT0)) {
                surveyor.awaitPipes(1, HANG);
                surveyor.send("Q");
                WirePeer.Frame survey = peer.recv();
                assertThat(survey.bytes()).hasSize(5).endsWith('Q');
                assertThat(survey.word(0)).isNegative();
                peer.send("late", 0x80000001 ^ survey.word(0) | 0x80000000);
                peer.send("A", survey.word(0));
                assertThat(surveyor.recv().text()).isEqualTo("A");
                assertThat(surveyor.stats().drops()).containsEntry(DropReason.LATE_RESPONSE, 1L);
                peer.send(new byte[] {1, 2, 3});
                assertThat(peer.isClosedByPeer()).isTrue();
            }
        }
    }

    @Test
    @Spec("spec.md 2.2")
    void answersBehindTheBacktrace() throws Exception {
        try (Respondent0 respondent =
                Respondent0.builder().recvTimeout(HANG).listen(Over.TCP.url()).open()) {
            int port = respondent.listeners().get(0).local().port().orElseThrow();
            try (WirePeer peer = WirePeer.connect(port, Protocol.SURVEYOR0)) {
                peer.send("Q", 7, 0x9FF0FD1C);
                assertThat(respondent.recv().text()).isEqualTo("Q");
                respondent.send("A");
                assertThat(peer.recv().bytes()).containsExactly(0, 0, 0, 7, 0x9F, 0xF0, 0xFD, 0x1C, 'A');
            }
        }
    }
}
