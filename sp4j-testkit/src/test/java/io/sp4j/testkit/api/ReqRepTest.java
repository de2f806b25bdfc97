package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Pipe;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests and replies through sockets. */
@ExtendWith(LeakGate.class)
class ReqRepTest {
    private static final Duration SHORT = Duration.ofMillis(40);

    private static void assertFails(CompletableFuture<?> future, Class<? extends SpException> with) throws Exception {
        assertThatThrownBy(() -> future.get(Over.HANG.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(with);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #27", "spec.md 3.11", "api.md 1.10 #4"})
    void failsReceivesOutOfOrder(Over over) throws Exception {
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            assertThatThrownBy(req::recv)
                    .isInstanceOfSatisfying(
                            SpException.BadState.class,
                            e -> assertThat(e.code()).isSameAs(ErrorCode.BAD_STATE))
                    .hasMessageContaining(req.name())
                    .hasMessageContaining("send one first");
            req.send("question");
            CompletableFuture<Message> first = req.recvAsync();
            assertThatThrownBy(req::recv).isInstanceOf(SpException.BadState.class);
            rep.recv();
            rep.send("answer");
            assertThat(first.get(Over.HANG.toSeconds(), TimeUnit.SECONDS).text())
                    .isEqualTo("answer");
            assertThatThrownBy(req::recv).isInstanceOf(SpException.BadState.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #28", "api.md 1.10 #5"})
    void givesTheOldRequestUpForANewOne(Over over) throws Exception {
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            req.send("old");
            CompletableFuture<Message> old = req.recvAsync();
            rep.recv();
            req.send("new");
            assertFails(old, SpException.Canceled.class);
            rep.send("answer to old");
            Events.eventually(() -> req.stats().drops().getOrDefault(DropReason.STALE_REPLY, 0L) == 1);
            assertThat(rep.recv().text()).isEqualTo("new");
            rep.send("answer to new");
            assertThat(req.recv().text()).isEqualTo("answer to new");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #31")
    void asksTheNextServerWhenTheFirstIsGone(Over over) {
        try (Req0 req = Over.req()
                        .reconnect(Duration.ofMillis(10), Duration.ofMillis(20))
                        .open();
                Rep0 second = Over.rep().open()) {
            try (Rep0 first = Over.rep().listen(over.url()).open()) {
                req.dial(first.url());
                req.send("who is there?");
                first.recv();
            }
            req.dial(second.listen(over.url()).url());
            assertThat(second.recv().text()).isEqualTo("who is there?");
            second.send("second");
            assertThat(req.recv().text()).isEqualTo("second");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #32")
    void resetsOnceWhenItDoesNotResend(Over over) {
        try (Req0 req = Over.req().resendTime(Duration.ZERO).open()) {
            try (Rep0 rep = Over.rep().listen(over.url()).open()) {
                req.dial(rep.url());
                req.send("question");
                rep.recv();
            }
            assertThatThrownBy(req::recv).isInstanceOf(SpException.ConnectionReset.class);
            assertThatThrownBy(req::recv).isInstanceOf(SpException.BadState.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #33")
    void sendsInTheOrderOfTheQueueWhenAPeerComes(Over over) throws Exception {
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 req = Over.req().open()) {
            assertThatThrownBy(() -> req.send("nobody", SHORT)).isInstanceOf(SpException.Timeout.class);
            List<Req0.Context> contexts = new ArrayList<>();
            List<CompletableFuture<Void>> sends = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                contexts.add(req.openContext());
                sends.add(contexts.get(i).sendAsync("request " + i));
            }
            contexts.get(1).close();
            assertThat(sends.get(3).cancel(true)).isTrue();
            assertFails(sends.get(1), SpException.Closed.class);
            req.dial(rep.url());
            for (int i : new int[] {0, 2, 4}) {
                assertThat(rep.recv().text()).isEqualTo("request " + i);
                rep.send("reply " + i);
                assertThat(contexts.get(i).recv().text()).isEqualTo("reply " + i);
            }
            assertThat(rep.tryRecv()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #34")
    void spreadsRequestsOverTheServersThatKeepUp(Over over) throws Exception {
        try (Rep0 quick = Over.rep().listen(over.url()).open();
                Rep0 stuck = Over.rep().listen(over.url()).open();
                Req0 req = Over.req().dial(quick.url()).dial(stuck.url()).open()) {
            req.awaitPipes(2, Over.HANG);
            quick.serve(request -> Message.of("quick"), 4);
            CompletableFuture<Message> first = req.requestAsync("a");
            CompletableFuture<Message> second = req.requestAsync("b");
            Message held = stuck.recv();
            for (int i = 0; i < 10; i++) {
                req.send("c");
            }
            stuck.send("stuck " + held.text());
            List<String> answers = List.of(
                    first.get(Over.HANG.toSeconds(), TimeUnit.SECONDS).text(),
                    second.get(Over.HANG.toSeconds(), TimeUnit.SECONDS).text());
            assertThat(answers).contains("quick", "stuck " + held.text());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #38")
    void failsRepliesOutOfOrder(Over over) {
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            assertThatThrownBy(() -> rep.send("unasked")).isInstanceOf(SpException.BadState.class);
            req.send("question");
            rep.recv();
            rep.send("answer");
            assertThatThrownBy(() -> rep.send("again")).isInstanceOf(SpException.BadState.class);
            assertThat(req.recv().text()).isEqualTo("answer");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #39", "api.md D17"})
    void succeedsWithAReplyWhoseAskerIsGone(Over over) {
        try (Rep0 rep = Over.rep().listen(over.url()).open()) {
            Message request;
            try (Req0 req = Over.req().dial(rep.url()).open()) {
                req.send("question");
                request = rep.recv();
            }
            Pipe gone = request.pipe();
            Events.eventually(() -> !gone.isOpen());
            rep.send("too late");
            assertThat(rep.stats().drops()).containsEntry(DropReason.NO_PEER, 1L);
            assertThatThrownBy(() -> gone.send("too late")).isInstanceOf(SpException.BadState.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #41")
    void answersTheRequestThatWasReceivedLast(Over over) throws Exception {
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 one = Over.req().dial(rep.url()).open();
                Req0 other = Over.req().dial(rep.url()).open()) {
            CompletableFuture<Message> waiting = rep.recvAsync();
            assertThatThrownBy(rep::recv).isInstanceOf(SpException.BadState.class);
            one.send("first");
            waiting.get(Over.HANG.toSeconds(), TimeUnit.SECONDS);
            other.send("second");
            assertThat(rep.recv().text()).isEqualTo("second");
            rep.send("for the second");
            assertThat(other.recv().text()).isEqualTo("for the second");
            assertThatThrownBy(() -> one.recv(SHORT)).isInstanceOf(SpException.Timeout.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #45")
    void abortsTheRequestWhenItsReceiveTimesOut(Over over) {
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            req.send("question");
            rep.recv();
            assertThatThrownBy(() -> req.recv(SHORT)).isInstanceOf(SpException.Timeout.class);
            rep.send("late");
            Events.eventually(() -> req.stats().drops().getOrDefault(DropReason.STALE_REPLY, 0L) == 1);
            assertThatThrownBy(req::recv).isInstanceOf(SpException.BadState.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md D19")
    void asksInOneCall(Over over) throws Exception {
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            assertThatThrownBy(() -> req.request("x", SHORT)).isInstanceOf(SpException.Timeout.class);
            assertFails(req.requestAsync("x", SHORT), SpException.Timeout.class);
            rep.serve(request -> Message.of(request.text() + "!"), 2);
            assertThat(req.request("a").text()).isEqualTo("a!");
            assertThat(req.request(new byte[] {'b'}, Over.HANG).text()).isEqualTo("b!");
            assertThat(req.requestAsync("c")
                            .get(Over.HANG.toSeconds(), TimeUnit.SECONDS)
                            .text())
                    .isEqualTo("c!");
            List<CompletableFuture<Message>> many = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                many.add(req.requestAsync("m" + i));
            }
            CompletableFuture<Message> givenUp = req.requestAsync("given up");
            givenUp.cancel(true);
            for (int i = 0; i < 200; i++) {
                assertThat(many.get(i)
                                .get(Over.HANG.toSeconds(), TimeUnit.SECONDS)
                                .text())
                        .isEqualTo("m" + i + "!");
            }
            req.send("the socket's own request is apart");
            assertThat(req.request("d").text()).isEqualTo("d!");
            assertThat(req.recv().text()).endsWith("apart!");
        }
    }
}
