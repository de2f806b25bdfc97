package io.sp4j.testkit.flow;

import io.sp4j.Message;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterMethod;

/** The publisher of a puller that is closed once it has received as many messages as the rule asks for. */
public class PublisherRules extends FlowPublisherVerification<Message> {
    private static final long PATIENCE_MILLIS = 5_000;
    private static final long QUIET_MILLIS = 20;
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Made by TestNG. */
    public PublisherRules() {
        super(new TestEnvironment(PATIENCE_MILLIS, QUIET_MILLIS));
    }

    @Override
    public Flow.Publisher<Message> createFlowPublisher(long elements) {
        Pull0 pull = Pull0.listening("inproc://publisher-rules-" + NAMES.incrementAndGet());
        opened.push(pull);
        Push0 push = Push0.builder().sendBuffer(8192).dial(pull.url()).open();
        opened.push(push);
        for (long i = 0; i < elements; i++) {
            push.send(Long.toString(i));
        }
        Flow.Publisher<Message> all = pull.asPublisher();
        if (elements == 0) {
            pull.close();
        }
        AtomicLong left = new AtomicLong(elements);
        return subscriber -> all.subscribe(subscriber == null ? null : new Counting(subscriber, left, pull));
    }

    @Override
    public Flow.Publisher<Message> createFailedFlowPublisher() {
        return null;
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1_000;
    }

    /** Closes what the last rule used. */
    @AfterMethod
    public void closeAll() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    /** Passes everything on, and closes the socket when the last message has come. */
    private record Counting(Flow.Subscriber<? super Message> subscriber, AtomicLong left, Pull0 pull)
            implements Flow.Subscriber<Message> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(Message m) {
            boolean last = left.decrementAndGet() == 0;
            subscriber.onNext(m);
            if (last) {
                pull.close();
            }
        }

        @Override
        public void onError(Throwable failure) {
            subscriber.onError(failure);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }
    }
}
