package io.sp4j.internal.engine;

import io.sp4j.AsyncHandler;
import io.sp4j.ErrorCode;
import io.sp4j.Handler;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Registration;
import io.sp4j.SpException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests with a handler, as many at once as it has contexts. No thread is held between requests. When stopped, idle
 * contexts are closed at once, and one whose handler runs after it has answered.
 */
public final class Server implements Registration {
    private static final Logger LOG = System.getLogger("io.sp4j");

    private final SocketCore socket;
    private final AsyncHandler handler;
    private final List<Lane> lanes = new ArrayList<>();
    private volatile boolean stopped;

    private Server(SocketCore socket, AsyncHandler handler) {
        this.socket = socket;
        this.handler = handler;
    }

    /** Begins to answer, {@code concurrency} requests at once, 1 or more. */
    public static Server start(SocketCore socket, AsyncHandler handler, int concurrency) {
        Objects.requireNonNull(handler, "handler");
        if (concurrency < 1) {
            throw new IllegalArgumentException("serve: concurrency is 1 or more, not " + concurrency);
        }
        Server server = new Server(socket, handler);
        for (int i = 0; i < concurrency; i++) {
            server.lanes.add(server.new Lane(socket.openContext()));
        }
        server.lanes.forEach(Lane::next);
        return server;
    }

    @Override
    public void close() {
        stopped = true;
        lanes.forEach(Lane::stopIfIdle);
    }

    /** One context, with one request at a time. */
    private final class Lane {
        private final ContextCore context;
        private final AtomicInteger sending = new AtomicInteger();
        private volatile @Nullable CompletableFuture<Message> receiving;
        private volatile boolean ended;

        Lane(ContextCore context) {
            this.context = context;
        }

        void next() {
            if (stopped) {
                end();
                return;
            }
            CompletableFuture<Message> receive = context.recvAsync(Options.FOREVER);
            receiving = receive;
            receive.whenComplete((request, failure) -> {
                if (failure == null) {
                    socket.execute(() -> answer(request));
                } else if (!(failure instanceof SpException.Closed)) {
                    nextSoon();
                }
            });
            if (stopped) {
                stopIfIdle();
            }
        }

        private void nextSoon() {
            socket.execute(this::next);
        }

        /** A receive that can be taken back has no request: one that cannot is answered first. */
        void stopIfIdle() {
            CompletableFuture<Message> receive = receiving;
            if (receive == null || receive.cancel(false)) {
                end();
            }
        }

        private void answer(Message request) {
            CompletionStage<Message> answer;
            try {
                answer = handler.handle(request);
            } catch (Throwable failure) {
                noAnswer(failure);
                return;
            }
            if (answer == null) {
                noAnswer(ErrorCode.BAD_STATE.exception("the handler gave no answer"));
                return;
            }
            answer.whenComplete((reply, failure) -> {
                if (failure != null) {
                    noAnswer(
                            failure instanceof CompletionException && failure.getCause() != null
                                    ? failure.getCause()
                                    : failure);
                } else if (reply == null) {
                    noAnswer(ErrorCode.BAD_STATE.exception("the handler gave no answer"));
                } else {
                    send(reply);
                }
            });
        }

        /** The next request does not wait until this reply is out: its requester may be slow to read. */
        private void send(Message reply) {
            sending.incrementAndGet();
            context.sendAsync(reply).whenComplete((sent, failure) -> {
                if (failure != null && !(failure instanceof SpException.Closed)) {
                    LOG.log(Level.DEBUG, "a reply was not sent", failure);
                }
                if (sending.decrementAndGet() == 0 && ended) {
                    context.close();
                }
            });
            nextSoon();
        }

        /** Closes the context when its replies are out. */
        private void end() {
            ended = true;
            if (sending.get() == 0) {
                context.close();
            }
        }

        private void noAnswer(Throwable why) {
            LOG.log(Level.DEBUG, "a request was not answered", why);
            socket.callbackFailed(why);
            nextSoon();
        }
    }

    /** Runs a blocking handler on the thread that calls the asynchronous one. */
    public static AsyncHandler blocking(Handler handler) {
        Objects.requireNonNull(handler, "handler");
        return request -> {
            Message reply = handler.handle(request);
            return CompletableFuture.completedFuture(reply);
        };
    }
}
