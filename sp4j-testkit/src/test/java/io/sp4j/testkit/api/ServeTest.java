package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.Message;
import io.sp4j.Registration;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Handlers that answer requests. */
@ExtendWith(LeakGate.class)
@Spec("api.md D19")
class ServeTest {

    private static Message get(CompletableFuture<Message> future) throws Exception {
        return future.get(Over.HANG.toSeconds(), TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void answersAsManyAtOnceAsItWasToldAndNoMore(Over over) throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            rep.serve(
                    request -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        three.countDown();
                        three.await(Over.HANG.toSeconds(), TimeUnit.SECONDS);
                        running.decrementAndGet();
                        return request;
                    },
                    3);
            List<CompletableFuture<Message>> answers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                answers.add(req.requestAsync("r" + i));
            }
            for (int i = 0; i < 60; i++) {
                assertThat(get(answers.get(i)).text()).isEqualTo("r" + i);
            }
            assertThat(most.get()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdsNoThreadForAStage(Over over) throws Exception {
        List<CompletableFuture<Message>> open = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            rep.serveAsync(
                    request -> {
                        CompletableFuture<Message> answer = new CompletableFuture<>();
                        open.add(answer);
                        return answer;
                    },
                    10);
            List<CompletableFuture<Message>> answers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                answers.add(req.requestAsync("r" + i));
            }
            Events.eventually(() -> open.size() == 10);
            open.forEach(answer -> answer.complete(Message.of("done")));
            for (CompletableFuture<Message> answer : answers) {
                assertThat(get(answer).text()).isEqualTo("done");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md D17")
    void givesNoAnswerWhenAHandlerFailsAndGoesOn(Over over) throws Exception {
        Events events = new Events();
        try (Rep0 rep = Over.rep()
                        .listen(over.url())
                        .onEvent(SocketEvent.CallbackFailed.class, events)
                        .open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            Registration blocking = rep.serve(
                    request -> switch (request.text()) {
                        case "throw" -> throw new IllegalStateException("on purpose");
                        case "null" -> null;
                        default -> request;
                    },
                    1);
            assertThatThrownBy(() -> req.request("throw", Duration.ofMillis(50)))
                    .isInstanceOf(SpException.Timeout.class);
            SocketEvent.CallbackFailed failed = events.next(SocketEvent.CallbackFailed.class);
            assertThat(failed.error()).isInstanceOf(IllegalStateException.class).hasMessage("on purpose");
            assertThat(failed.socket()).isSameAs(rep);
            assertThatThrownBy(() -> req.request("null", Duration.ofMillis(50)))
                    .isInstanceOf(SpException.Timeout.class);
            assertThat(events.next(SocketEvent.CallbackFailed.class).error()).hasMessageContaining("no answer");
            assertThat(req.request("fine").text()).isEqualTo("fine");
            blocking.close();
            rep.serveAsync(
                    request -> switch (request.text()) {
                        case "throw" -> throw new IllegalStateException("on purpose");
                        case "null" -> null;
                        case "null stage" -> CompletableFuture.completedFuture(null);
                        case "failed" -> CompletableFuture.failedFuture(new IllegalStateException("on purpose"));
                        default -> CompletableFuture.completedFuture(request);
                    },
                    1);
            for (String bad : List.of("throw", "null", "null stage", "failed")) {
                assertThatThrownBy(() -> req.request(bad, Duration.ofMillis(50)))
                        .isInstanceOf(SpException.Timeout.class);
                events.next(SocketEvent.CallbackFailed.class);
            }
            assertThat(req.request("fine").text()).isEqualTo("fine");
            assertThat(rep.stats().callbackFailures()).isEqualTo(6);
            assertThat(rep.stats().toString()).contains("callbacks that failed 6");
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsARunningHandlerAnswerWhenItIsStopped(Over over) throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            Registration serving = rep.serve(
                    request -> {
                        began.countDown();
                        goOn.await(Over.HANG.toSeconds(), TimeUnit.SECONDS);
                        return Message.of("answered");
                    },
                    2);
            CompletableFuture<Message> answer = req.requestAsync("x");
            assertThat(began.await(Over.HANG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            serving.close();
            serving.close();
            goOn.countDown();
            assertThat(get(answer).text()).isEqualTo("answered");
            CompletableFuture<Message> next = req.requestAsync("y");
            assertThat(rep.recv().text()).isEqualTo("y");
            rep.send("by hand");
            assertThat(get(next).text()).isEqualTo("by hand");
        }
    }

    /** Whatever a handler has seen is answered, however stopping and arriving fall together. */
    @Test
    void losesNoRequestThatAHandlerSawWhenItIsStopped() throws Exception {
        String url = Over.INPROC.url();
        try (Rep0 rep = Over.rep().listen(url).open();
                Req0 req = Over.req().dial(url).resendTime(Duration.ZERO).open()) {
            for (int i = 0; i < 300; i++) {
                AtomicInteger seen = new AtomicInteger();
                Registration serving = rep.serve(
                        request -> {
                            seen.incrementAndGet();
                            return request;
                        },
                        1);
                CompletableFuture<Message> answer = req.requestAsync("r");
                serving.close();
                rep.serve(request -> request, 1);
                assertThat(get(answer).text()).isEqualTo("r");
            }
        }
    }

    @Test
    void waitsForEverWhateverTheReceiveTimeoutIs() {
        String url = Over.INPROC.url();
        try (Rep0 rep = Over.rep().recvTimeout(Duration.ZERO).listen(url).open();
                Req0 req = Over.req().dial(url).open()) {
            rep.serve(request -> request, 1);
            assertThat(req.request("x").text()).isEqualTo("x");
        }
    }

    @Test
    void refusesAConcurrencyBelowOne() {
        try (Rep0 rep = Rep0.open()) {
            assertThatThrownBy(() -> rep.serve(request -> request, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 or more");
            assertThatThrownBy(() -> rep.serveAsync(CompletableFuture::completedFuture, -1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
