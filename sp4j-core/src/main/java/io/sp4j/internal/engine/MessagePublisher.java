package io.sp4j.internal.engine;

import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.SpException;
import io.sp4j.internal.turn.Turn;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a context receives: one receive for each message asked for, no more. So demand reaches the wire, by the
 * way of the queue that fills and the pipes that pause. Subscribers compete, as callers of {@code recv} do.
 */
final class MessagePublisher implements Flow.Publisher<Message> {
    private static final long FOREVER = Long.MAX_VALUE;

    private final ContextCore context;

    MessagePublisher(ContextCore context) {
        this.context = context;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Message> subscriber) {
        new Subscription(Objects.requireNonNull(subscriber, "subscriber")).begin();
    }

    /**
     * One subscriber. Whoever brings {@code due} up from zero lets the socket's executor signal; nobody else does, so
     * signals come one after the other. All fields without {@code volatile} belong to that run.
     */
    private final class Subscription implements Flow.Subscription, Watch {
        private final Flow.Subscriber<? super Message> subscriber;
        private final AtomicInteger due = new AtomicInteger();
        private final AtomicLong demand = new AtomicLong();
        private volatile boolean canceled;
        private volatile boolean badDemand;
        private volatile boolean over;
        private @Nullable CompletableFuture<Message> receiving;
        private boolean begun;
        private boolean ended;

        Subscription(Flow.Subscriber<? super Message> subscriber) {
            this.subscriber = subscriber;
        }

        void begin() {
            signal();
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                badDemand = true;
            } else {
                demand.accumulateAndGet(n, (have, more) -> have + more < 0 ? FOREVER : have + more);
            }
            signal();
        }

        @Override
        public void cancel() {
            canceled = true;
            signal();
        }

        @Override
        public void changed(Turn t, boolean ready) {}

        @Override
        public void over(Turn t) {
            over = true;
            t.after(this::signal);
        }

        private void signal() {
            if (due.getAndIncrement() == 0) {
                context.socket.execute(this::run);
            }
        }

        private void run() {
            int seen;
            do {
                seen = due.get();
                try {
                    advance();
                } catch (RuntimeException | Error e) {
                    giveUpReceive();
                    end();
                    context.socket.callbackFailed(e);
                }
            } while (due.addAndGet(-seen) != 0);
        }

        private void advance() {
            if (!begun) {
                begun = true;
                if (!context.watching().addUnlessOver(this)) {
                    over = true;
                }
                subscriber.onSubscribe(this);
            }
            while (!ended) {
                CompletableFuture<Message> current = receiving;
                if (current != null && current.isDone()) {
                    receiving = null;
                    deliver(current);
                } else if (canceled) {
                    if (giveUpReceive()) {
                        end();
                    }
                    return;
                } else if (badDemand) {
                    giveUpReceive();
                    end();
                    subscriber.onError(new IllegalArgumentException("request: ask for one message at least"));
                } else if (over && current == null) {
                    end();
                    subscriber.onComplete();
                } else if (current != null || demand.get() == 0) {
                    return;
                } else {
                    receive();
                }
            }
        }

        private void receive() {
            CompletableFuture<Message> next = context.recvAsync(FOREVER);
            receiving = next;
            if (!next.isDone()) {
                next.whenComplete((m, failure) -> signal());
            }
        }

        /** Whether nothing is under way any more; if not, a message is and will be delivered. */
        private boolean giveUpReceive() {
            CompletableFuture<Message> current = receiving;
            if (current == null || current.cancel(false)) {
                receiving = null;
                return true;
            }
            return false;
        }

        private void deliver(CompletableFuture<Message> done) {
            Message m;
            try {
                m = done.join();
            } catch (CompletionException e) {
                end();
                tellWhy(e.getCause());
                return;
            }
            if (demand.get() != FOREVER) {
                demand.decrementAndGet();
            }
            subscriber.onNext(m);
        }

        /** Nothing is signalled after what the caller signals now. */
        private void end() {
            ended = true;
            context.watching().remove(this);
        }

        private void tellWhy(@Nullable Throwable failure) {
            if (failure instanceof SpException.Closed || context.isOver()) {
                subscriber.onComplete();
            } else {
                subscriber.onError(
                        failure != null ? failure : ErrorCode.INTERNAL.exception("a receive ended for no reason"));
            }
        }
    }
}
