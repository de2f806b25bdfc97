package io.sp4j.internal.engine;

import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.SpException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A survey and all its answers as one call, each through a context of its own, so that any number can be under way. */
public final class Surveys {

    private Surveys() {}

    /** Sends a survey and collects answers until {@code time} is over. */
    public static List<Message> survey(SocketCore socket, Message m, Duration time) {
        ContextCore context = open(socket, time);
        try {
            context.send(m, Duration.ZERO);
            List<Message> answers = new ArrayList<>();
            while (true) {
                try {
                    answers.add(context.recv(Options.FOREVER));
                } catch (SpException.Timeout | SpException.BadState over) {
                    return List.copyOf(answers);
                }
            }
        } finally {
            context.close();
        }
    }

    /** As {@link #survey}, without blocking; cancelling the future gives up the survey. */
    public static CompletableFuture<List<Message>> surveyAsync(SocketCore socket, Message m, Duration time) {
        ContextCore context = open(socket, time);
        Collector collector = new Collector(context);
        collector.result.whenComplete((answers, failure) -> context.close());
        context.send(m, Duration.ZERO);
        collector.collect();
        return collector.result;
    }

    /** A context whose answers can be received after the deadline too: whoever collects them may be slow. */
    private static ContextCore open(SocketCore socket, Duration time) {
        if (ContextCore.nanos(time) == Long.MAX_VALUE) {
            throw new IllegalArgumentException("survey: a survey time of for ever has no end, give a shorter one");
        }
        ContextCore context = socket.openContext(settings -> settings.keepsAnswers = true);
        context.set(Options.SURVEY_TIME, time);
        return context;
    }

    /** Receives one answer after the other; by one thread at a time. */
    private static final class Collector {
        private final ContextCore context;
        private final List<Message> answers = new ArrayList<>();
        final CompletableFuture<List<Message>> result = new CompletableFuture<>();

        Collector(ContextCore context) {
            this.context = context;
        }

        /** Goes on in a loop while answers are there, so that many of them need no deep stack. */
        void collect() {
            while (true) {
                CompletableFuture<Message> next = context.recvAsync(Options.FOREVER);
                if (!next.isDone()) {
                    next.whenComplete((answer, failure) -> {
                        if (failure == null) {
                            answers.add(answer);
                            collect();
                        } else {
                            end(failure);
                        }
                    });
                    return;
                }
                if (next.isCompletedExceptionally()) {
                    next.whenComplete((answer, failure) -> end(failure));
                    return;
                }
                answers.add(next.join());
            }
        }

        private void end(Throwable failure) {
            if (failure instanceof SpException.Timeout || failure instanceof SpException.BadState) {
                result.complete(List.copyOf(answers));
            } else {
                result.completeExceptionally(failure);
            }
        }
    }
}
