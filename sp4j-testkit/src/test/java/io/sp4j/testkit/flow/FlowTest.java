package io.sp4j.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Message;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import io.sp4j.Req0;
import io.sp4j.Respondent0;
import io.sp4j.SpException;
import io.sp4j.Surveyor0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import io.sp4j.testkit.hostile.Await;
import io.sp4j.testkit.hostile.Listening;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets as publishers and subscribers. */
@ExtendWith(LeakGate.class)
class FlowTest {
    private static final Duration HANG = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(strings = {"inproc://flow-demand", "tcp://127.0.0.1:0"})
    @Spec("api.md D19")
    void stopsTheSenderWhenNobodyAsks(String url) {
        Message big = Message.wrap(new byte[64 << 10]);
        try (Pull0 pull = Pull0.builder().recvBuffer(4).listen(url).open();
                Push0 push = Push0.dialing(pull.url())) {
            Collector collector = new Collector();
            pull.asPublisher().subscribe(collector);
            int accepted = 0;
            while (accepted < 10_000 && push.trySend(big) || waitsForRoom(push)) {
                accepted++;
            }
            assertThat(accepted).as("accepted though nobody asks").isLessThan(10_000);
            assertThat(collector.items).isEmpty();
            int all = accepted;
            collector.subscription.join().request(Long.MAX_VALUE);
            Await.until(() -> collector.items.size() == all, () -> "all are received");
        }
    }

    /** Whether a send that was refused becomes possible though nobody receives, as it does until the kernel is full. */
    private static boolean waitsForRoom(Push0 push) {
        try {
            push.send(Message.wrap(new byte[64 << 10]), Duration.ofMillis(300));
            return true;
        } catch (SpException.Timeout full) {
            return false;
        }
    }

    @Test
    @Spec("api.md D19")
    void goesNoFasterThanThePeers() {
        String url = "inproc://flow-supply";
        AtomicInteger asked = new AtomicInteger();
        try (Push0 push = Push0.listening(url)) {
            Flow.Subscriber<Message> subscriber = push.asSubscriber();
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    asked.addAndGet((int) n);
                }

                @Override
                public void cancel() {
                    asked.set(-1000);
                }
            });
            assertThat(asked).hasValue(1);
            subscriber.onNext(Message.of("waits for a puller"));
            assertThat(asked).hasValue(1);
            try (Pull0 pull = Pull0.dialing(url)) {
                assertThat(pull.recv(HANG).text()).isEqualTo("waits for a puller");
                Await.until(() -> asked.get() == 2, () -> "the next is asked for");
            }
            push.close(Duration.ZERO);
            subscriber.onNext(Message.of("too late"));
            Await.until(() -> asked.get() < 0, () -> "cancelled");
        }
    }

    @Test
    @Spec("api.md D19")
    void carriesAStreamFromPublisherToSubscriberAcrossTheWire() throws Exception {
        int count = 5_000;
        try (Pull0 pull = Pull0.builder()
                        .executor(Listening.EXECUTOR)
                        .listen("tcp://127.0.0.1:0")
                        .open();
                Push0 push = Push0.builder()
                        .executor(Listening.EXECUTOR)
                        .dial(pull.url())
                        .open();
                SubmissionPublisher<Message> source = new SubmissionPublisher<>(Listening.EXECUTOR, 64)) {
            Collector collector = new Collector();
            pull.asPublisher().subscribe(collector);
            collector.subscription.join().request(count);
            source.subscribe(push.asSubscriber());
            IntStream.range(0, count).forEach(i -> source.submit(Message.of(Integer.toString(i))));
            Await.until(() -> collector.items.size() == count, () -> "all are here");
            assertThat(collector.items.stream().map(Message::text))
                    .containsExactlyElementsOf(IntStream.range(0, count)
                            .mapToObj(Integer::toString)
                            .toList());
            pull.close(Duration.ZERO);
            Await.until(collector.end::isDone, () -> "completed");
            assertThat(collector.end).isCompletedWithValue("complete");
        }
    }

    @Test
    @Spec("api.md D19")
    void givesEachMessageToOneSubscriber() {
        String url = "inproc://flow-compete";
        try (Pull0 pull = Pull0.listening(url);
                Push0 push = Push0.dialing(url)) {
            List<Collector> collectors = List.of(new Collector(), new Collector(), new Collector());
            Flow.Publisher<Message> publisher = pull.asPublisher();
            collectors.forEach(publisher::subscribe);
            collectors.forEach(collector -> collector.subscription.join().request(Long.MAX_VALUE));
            IntStream.range(0, 3_000).forEach(i -> push.send(Integer.toString(i)));
            Await.until(() -> collectors.stream().mapToInt(c -> c.items.size()).sum() == 3_000, () -> "all are here");
            ConcurrentHashMap<String, Boolean> seen = new ConcurrentHashMap<>();
            for (Collector collector : collectors) {
                collector.items.forEach(
                        m -> assertThat(seen.put(m.text(), true)).isNull());
            }
        }
    }

    @Test
    @Spec({"api.md D16", "api.md D19"})
    void losesNothingWhenSubscriptionsAreCancelled() {
        String url = "inproc://flow-cancel";
        int count = 2_000;
        try (Pull0 pull = Pull0.listening(url);
                Push0 push = Push0.dialing(url)) {
            List<Message> got = new CopyOnWriteArrayList<>();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(
                    () -> IntStream.range(0, count).forEach(i -> push.send(Integer.toString(i), HANG)),
                    Listening.EXECUTOR);
            while (got.size() < count) {
                int before = got.size();
                Collector collector = new Collector(got);
                pull.asPublisher().subscribe(collector);
                Flow.Subscription subscription = collector.subscription.join();
                subscription.request(7);
                Await.until(() -> got.size() > before, () -> "some came");
                subscription.cancel();
            }
            sending.join();
            assertThat(got.stream().map(Message::text).distinct()).hasSize(count);
            assertThat(pull.tryRecv()).isEmpty();
        }
    }

    @Test
    @Spec("api.md D19")
    void completesWithTheSurvey() {
        String url = "inproc://flow-survey";
        try (Surveyor0 surveyor = Surveyor0.builder()
                        .surveyTime(Duration.ofMillis(300))
                        .listen(url)
                        .open();
                Respondent0 respondent = Respondent0.dialing(url)) {
            surveyor.send("who is there?");
            Collector collector = new Collector();
            surveyor.asPublisher().subscribe(collector);
            collector.subscription.join().request(Long.MAX_VALUE);
            respondent.recv(HANG);
            respondent.send("me");
            Await.until(collector.end::isDone, () -> "over");
            assertThat(collector.end).isCompletedWithValue("complete");
            assertThat(collector.items).containsExactly(Message.of("me"));
        }
    }

    @Test
    @Spec("api.md D19")
    void failsWithWhatAReceiveWouldThrow() {
        try (Req0 req = Req0.open()) {
            Collector collector = new Collector();
            req.asPublisher().subscribe(collector);
            collector.subscription.join().request(1);
            Await.until(collector.end::isDone, () -> "over");
            assertThat(collector.end.join()).asString().contains("BadState");
        }
    }

    /** Remembers what it is told and asks for nothing. */
    private static final class Collector implements Flow.Subscriber<Message> {
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        private final CompletableFuture<Object> end = new CompletableFuture<>();
        private final List<Message> items;

        Collector() {
            this(new CopyOnWriteArrayList<>());
        }

        Collector(List<Message> items) {
            this.items = items;
        }

        @Override
        public void onSubscribe(Flow.Subscription offered) {
            subscription.complete(offered);
        }

        @Override
        public void onNext(Message m) {
            items.add(m);
        }

        @Override
        public void onError(Throwable failure) {
            end.complete(failure.getClass().getName());
        }

        @Override
        public void onComplete() {
            end.complete("complete");
        }
    }
}
