package io.sp4j;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends what a publisher publishes, asking for the next message when the one before is accepted. */
final class SendingSubscriber implements Flow.Subscriber<Message> {
    private static final Logger LOG = System.getLogger("io.sp4j");

    private final Sender sender;
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

    SendingSubscriber(Sender sender) {
        this.sender = sender;
    }

    @Override
    public void onSubscribe(Flow.Subscription offered) {
        Objects.requireNonNull(offered, "subscription");
        if (subscription.compareAndSet(null, offered)) {
            offered.request(1);
        } else {
            offered.cancel();
        }
    }

    @Override
    public void onNext(Message m) {
        Objects.requireNonNull(m, "message");
        Flow.Subscription upstream = Objects.requireNonNull(subscription.get(), "onNext before onSubscribe");
        sender.sendAsync(m).whenComplete((sent, failure) -> {
            if (failure == null) {
                upstream.request(1);
            } else {
                upstream.cancel();
                Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
                LOG.log(
                        Level.WARNING,
                        "SP-SUBSCRIBER-ENDED: a message of a publisher could not be sent, no more are asked for: {0}",
                        String.valueOf(cause));
            }
        });
    }

    @Override
    public void onError(Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        LOG.log(
                Level.WARNING,
                "SP-PUBLISHER-FAILED: a publisher whose messages are sent failed: {0}",
                failure.toString());
    }

    @Override
    public void onComplete() {
        LOG.log(Level.DEBUG, "a publisher whose messages are sent has ended");
    }
}
