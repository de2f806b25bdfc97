package io.sp4j.testkit.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pub0;
import io.sp4j.Receiver;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.Respondent0;
import io.sp4j.Sender;
import io.sp4j.Sub0;
import io.sp4j.Surveyor0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Thousands of contexts on one socket, all of which exchange something at once: no thread each, and little memory. */
@ExtendWith(LeakGate.class)
@Spec({"spec.md 3.10", "api.md D18"})
class ManyContextsTest {
    private static final int CONTEXTS = 4_000;
    private static final int MOST_BYTES_EACH = 8 << 10;
    private static final Duration HANG = Duration.ofSeconds(60);
    private static final String TCP = "tcp://127.0.0.1:0";

    /** Completions run where they happen to become due, so that there are no threads but those of the library. */
    private static final Executor AT_ONCE = Runnable::run;

    private static void get(List<? extends CompletableFuture<?>> all) throws Exception {
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(HANG.toSeconds(), TimeUnit.SECONDS);
    }

    private static <C> List<C> open(IntFunction<C> context) {
        List<C> all = new ArrayList<>(CONTEXTS);
        for (int i = 0; i < CONTEXTS; i++) {
            all.add(context.apply(i));
        }
        return all;
    }

    private static <C extends Receiver> List<CompletableFuture<Message>> receive(List<C> contexts) {
        List<CompletableFuture<Message>> all = new ArrayList<>(contexts.size());
        contexts.forEach(context -> all.add(context.recvAsync()));
        return all;
    }

    /** Each context answers what it gets by sending it back. */
    private static <C extends Sender & Receiver> List<CompletableFuture<Void>> echo(List<C> contexts) {
        List<CompletableFuture<Void>> all = new ArrayList<>(contexts.size());
        contexts.forEach(context -> all.add(context.recvAsync().thenCompose(context::sendAsync)));
        return all;
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** What there was before the contexts, and the most that there may be with them. */
    private record Before(int threads, long bytes) {
        static Before now() {
            return new Before(ManagementFactory.getThreadMXBean().getThreadCount(), usedBytes());
        }

        void assertFlat() {
            assertThat(ManyContextsTest.threads()).as("threads").isLessThanOrEqualTo(threads + 4);
            assertThat((usedBytes() - bytes) / CONTEXTS)
                    .as("bytes for each context")
                    .isLessThanOrEqualTo(MOST_BYTES_EACH);
        }
    }

    /** As many repliers as requesters: every one of them has a request, and all wait at the same time. */
    @Test
    void asksAndAnswersThroughThousands() throws Exception {
        try (Rep0 rep = Rep0.builder().executor(AT_ONCE).listen(TCP).open();
                Req0 req = Req0.builder().executor(AT_ONCE).dial(rep.url()).open()) {
            Before before = Before.now();
            List<Req0.Context> asking = open(i -> req.openContext());
            List<Rep0.Context> answering = open(i -> rep.openContext());
            List<CompletableFuture<Message>> requests = receive(answering);
            List<CompletableFuture<Void>> sent = new ArrayList<>();
            for (int i = 0; i < CONTEXTS; i++) {
                sent.add(asking.get(i).sendAsync("question " + i));
            }
            get(sent);
            get(requests);
            List<CompletableFuture<Message>> replies = receive(asking);
            before.assertFlat();
            for (int i = 0; i < CONTEXTS; i++) {
                answering.get(i).send(requests.get(i).join(), HANG);
            }
            get(replies);
            for (int i = 0; i < CONTEXTS; i++) {
                assertThat(replies.get(i).join().text()).isEqualTo("question " + i);
            }
            before.assertFlat();
        }
    }

    @Test
    void subscribesThroughThousands() throws Exception {
        try (Pub0 pub = Pub0.builder()
                        .executor(AT_ONCE)
                        .sendBuffer(8_192)
                        .listen(TCP)
                        .open();
                Sub0 sub = Sub0.builder().executor(AT_ONCE).dial(pub.url()).open()) {
            pub.awaitPipes(1, HANG);
            Before before = Before.now();
            List<Sub0.Context> contexts = open(i -> {
                Sub0.Context context = sub.openContext();
                context.subscribe(i + ":");
                return context;
            });
            List<CompletableFuture<Message>> received = receive(contexts);
            before.assertFlat();
            for (int i = 0; i < CONTEXTS; i++) {
                pub.send(i + ": news");
            }
            get(received);
            for (int i = 0; i < CONTEXTS; i++) {
                assertThat(received.get(i).join().text()).isEqualTo(i + ": news");
            }
            before.assertFlat();
        }
    }

    @Test
    void surveysThroughThousands() throws Exception {
        try (Respondent0 respondent =
                        Respondent0.builder().executor(AT_ONCE).listen(TCP).open();
                Surveyor0 surveyor = Surveyor0.builder()
                        .executor(AT_ONCE)
                        .set(Options.SURVEY_TIME, Options.FOREVER)
                        .sendBuffer(8_192)
                        .dial(respondent.url())
                        .open()) {
            respondent.awaitPipes(1, HANG);
            Before before = Before.now();
            List<Surveyor0.Context> asking = open(i -> surveyor.openContext());
            List<Respondent0.Context> answering = open(i -> respondent.openContext());
            List<CompletableFuture<Void>> echoes = echo(answering);
            for (int i = 0; i < CONTEXTS; i++) {
                asking.get(i).send("question " + i);
            }
            List<CompletableFuture<Message>> answers = receive(asking);
            get(echoes);
            get(answers);
            for (int i = 0; i < CONTEXTS; i++) {
                assertThat(answers.get(i).join().text()).isEqualTo("question " + i);
            }
            before.assertFlat();
        }
    }
}
