package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten threads share one REP socket: pynng's example of what not to do, which crashed nng in its day, and the remedy. */
@ExtendWith(LeakGate.class)
class SharedRepTest {
    private static final int THREADS = 10;
    private static final String ANSWER = "I've got your response right here, pal!";

    private final BlockingQueue<SpException> ends = new LinkedBlockingQueue<>();

    /** The loop of the example; it ends with what a call throws. */
    private void service(Runnable recv, Runnable send) {
        try {
            while (true) {
                recv.run();
                send.run();
            }
        } catch (SpException e) {
            ends.add(e);
        }
    }

    private void start(Rep0 shared) {
        for (int i = 0; i < THREADS; i++) {
            Over.EXECUTOR.execute(() -> service(shared::recv, () -> shared.send(ANSWER)));
        }
    }

    private SpException nextEnd() throws InterruptedException {
        SpException end = ends.poll(Over.HANG.toSeconds(), TimeUnit.SECONDS);
        assertThat(end).as("a thread has ended in time").isNotNull();
        return end;
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"api.md 1.11", "spec.md 10 #41"})
    void tellsNineOfTenThreadsWhatToDoInsteadAndAnswersWithTheTenth(Over over) throws Exception {
        try (Rep0 rep = Over.rep().name("shared").listen(over.url()).open();
                Req0 req = Over.req().open()) {
            start(rep);
            for (int i = 1; i < THREADS; i++) {
                assertThat(nextEnd())
                        .isInstanceOf(SpException.BadState.class)
                        .hasMessageContaining("shared")
                        .hasMessageContaining("open a context for each thread")
                        .hasMessageContaining("serve");
            }
            req.dial(rep.url());
            for (int i = 0; i < 100; i++) {
                assertThat(req.request("question " + i).text()).isEqualTo(ANSWER);
            }
            assertThat(ends).isEmpty();
        }
        assertThat(nextEnd()).isInstanceOf(SpException.Closed.class);
    }

    /** A request whose thread lost its turn is asked again: everybody is answered, and nothing breaks. */
    @ParameterizedTest
    @EnumSource
    @Spec("api.md 1.11")
    void doesNoHarmWhileRequestsComeIn(Over over) throws Exception {
        try (LogCapture log = new LogCapture();
                Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 req = Over.req()
                        .resendTime(Duration.ofMillis(50))
                        .resendTick(Duration.ofMillis(10))
                        .dial(rep.url())
                        .open()) {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(req.requestAsync("question " + i).thenApply(answer -> answer.text()));
                if (i == 100) {
                    start(rep);
                }
            }
            for (CompletableFuture<String> answer : answers) {
                assertThat(answer.get(Over.HANG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(ANSWER);
            }
            assertThat(rep.stats().closes()).isEmpty();
            assertThat(log.faults()).isEmpty();
            assertThat(ends)
                    .allSatisfy(end -> assertThat(end)
                            .isInstanceOf(SpException.BadState.class)
                            .hasMessageContaining("context"));
        }
        for (int i = 0; i < THREADS; i++) {
            assertThat(nextEnd()).isInstanceOfAny(SpException.BadState.class, SpException.Closed.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"api.md 1.11", "api.md 1.10 #5"})
    void answersWithAllTenThreadsWhenEachHasAContext(Over over) throws Exception {
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            for (int i = 0; i < THREADS; i++) {
                Rep0.Context context = rep.openContext();
                Over.EXECUTOR.execute(() -> service(context::recv, () -> context.send(ANSWER)));
            }
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                answers.add(req.requestAsync("question " + i).thenApply(answer -> answer.text()));
            }
            for (CompletableFuture<String> answer : answers) {
                assertThat(answer.get(Over.HANG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(ANSWER);
            }
            assertThat(ends).isEmpty();
        }
        for (int i = 0; i < THREADS; i++) {
            assertThat(nextEnd()).isInstanceOf(SpException.Closed.class);
        }
    }
}
