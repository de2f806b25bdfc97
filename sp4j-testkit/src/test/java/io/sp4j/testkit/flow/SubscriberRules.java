package io.sp4j.testkit.flow;

import io.sp4j.Message;
import io.sp4j.Pub0;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.annotations.AfterMethod;

/** The subscriber of a socket whose sends are always accepted. */
public class SubscriberRules extends FlowSubscriberBlackboxVerification<Message> {
    private static final long PATIENCE_MILLIS = 5_000;
    private static final long QUIET_MILLIS = 20;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Made by TestNG. */
    public SubscriberRules() {
        super(new TestEnvironment(PATIENCE_MILLIS, QUIET_MILLIS));
    }

    @Override
    public Flow.Subscriber<Message> createFlowSubscriber() {
        Pub0 pub = Pub0.open();
        opened.push(pub);
        return pub.asSubscriber();
    }

    @Override
    public Message createElement(int element) {
        return Message.of(Integer.toString(element));
    }

    /** Closes what the last rule used. */
    @AfterMethod
    public void closeAll() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
