package io.sp4j.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.Message;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import io.sp4j.Respondent0;
import io.sp4j.SpException;
import io.sp4j.Surveyor0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import io.sp4j.testkit.hostile.Await;
import io.sp4j.testkit.hostile.Listening;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receiving with loops and streams. */
@ExtendWith(LeakGate.class)
class LoopsTest {
    private static final Duration HANG = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(strings = {"inproc://loops", "tcp://127.0.0.1:0"})
    @Spec("api.md D19")
    void endsWhenTheSocketIsClosed(String url) throws Exception {
        try (Pull0 pull = Pull0.listening(url);
                Push0 push = Push0.dialing(pull.url())) {
            CompletableFuture<List<String>> loop = CompletableFuture.supplyAsync(
                    () -> {
                        List<String> got = new ArrayList<>();
                        for (Message m : pull.messages()) {
                            got.add(m.text());
                            if (got.size() == 500) {
                                pull.close(Duration.ZERO);
                            }
                        }
                        return got;
                    },
                    Listening.EXECUTOR);
            IntStream.range(0, 500).forEach(i -> push.send(Integer.toString(i), HANG));
            assertThat(loop.get(HANG.toSeconds(), TimeUnit.SECONDS))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 500).mapToObj(Integer::toString).toList());
        }
    }

    @Test
    @Spec({"api.md D16", "api.md D19"})
    void takesNothingInHasNext() {
        String url = "inproc://has-next";
        try (Pull0 pull = Pull0.listening(url);
                Push0 push = Push0.dialing(url)) {
            push.send("first");
            push.send("second");
            Iterator<Message> given = pull.messages().iterator();
            assertThat(given.hasNext()).isTrue();
            assertThat(given.hasNext()).isTrue();
            assertThat(pull.recv(HANG).text()).isEqualTo("first");
            assertThat(given.next().text()).isEqualTo("second");
            pull.close(Duration.ZERO);
            assertThat(given.hasNext()).isFalse();
            assertThatThrownBy(given::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    @Spec("api.md D19")
    void letsThreadsShareAStreamUntilTheEnd() throws Exception {
        int count = 20_000;
        AtomicInteger got = new AtomicInteger();
        try (Pull0 pull = Pull0.builder()
                        .executor(Listening.EXECUTOR)
                        .listen("tcp://127.0.0.1:0")
                        .open();
                Push0 push = Push0.builder()
                        .executor(Listening.EXECUTOR)
                        .dial(pull.url())
                        .open()) {
            List<CompletableFuture<Void>> parts = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> pull.stream().parallel().forEach(m -> got.incrementAndGet()), Listening.EXECUTOR))
                    .toList();
            IntStream.range(0, count).forEach(i -> push.send("work", HANG));
            Await.until(() -> got.get() == count, () -> "all, got " + got);
            pull.close(Duration.ZERO);
            for (CompletableFuture<Void> part : parts) {
                part.get(HANG.toSeconds(), TimeUnit.SECONDS);
            }
            assertThat(got).hasValue(count);
        }
    }

    @Test
    @Spec("api.md D19")
    void endsWithTheSurvey() {
        String url = "inproc://survey-loop";
        try (Surveyor0 surveyor = Surveyor0.builder()
                        .surveyTime(Duration.ofMillis(300))
                        .listen(url)
                        .open();
                Respondent0 respondent = Respondent0.dialing(url)) {
            assertThat(surveyor.messages()).as("no survey is running").isEmpty();
            surveyor.send("who is there?");
            respondent.recv(HANG);
            respondent.send("me");
            assertThat(surveyor.stream().map(Message::text)).containsExactly("me");
        }
    }

    @Test
    @Spec("reliability.md 5 row 52")
    void canBeInterruptedWhileItWaits() throws Exception {
        try (Pull0 pull = Pull0.open()) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread waiting = new Thread(() -> {
                try {
                    pull.messages().iterator().hasNext();
                } catch (SpException e) {
                    thrown.set(Thread.currentThread().isInterrupted() ? e : null);
                }
            });
            waiting.start();
            waiting.interrupt();
            waiting.join();
            assertThat(thrown.get()).isInstanceOf(SpException.Interrupted.class);
        }
    }
}
