package io.sp4j.internal.engine;

import io.sp4j.Message;
import io.sp4j.Options;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Request and reply as one call, each through a context of its own, so that any number can be under way. */
public final class Requests {

    private Requests() {}

    /** Sends a request and waits for its reply; {@code timeout} covers both. */
    public static Message request(SocketCore socket, Message m, Duration timeout) {
        long nanos = ContextCore.nanos(timeout);
        long deadline = socket.clock.nanos() + nanos;
        ContextCore context = socket.openContext();
        try {
            context.send(m, timeout);
            return context.recv(nanos == Long.MAX_VALUE ? Options.FOREVER : left(socket, deadline));
        } finally {
            context.close();
        }
    }

    /** As {@link #request}, without blocking; cancelling the future gives up the request. */
    public static CompletableFuture<Message> requestAsync(SocketCore socket, Message m, Duration timeout) {
        long nanos = ContextCore.nanos(timeout);
        long deadline = socket.clock.nanos() + nanos;
        ContextCore context = socket.openContext();
        CompletableFuture<Message> result = new CompletableFuture<>();
        result.whenComplete((reply, failure) -> context.close());
        context.sendAsync(m, timeout).whenComplete((sent, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
                return;
            }
            context.recvAsync(nanos == Long.MAX_VALUE ? Options.FOREVER : left(socket, deadline))
                    .whenComplete((reply, failed) -> {
                        if (failed != null) {
                            result.completeExceptionally(failed);
                        } else {
                            result.complete(reply);
                        }
                    });
        });
        return result;
    }

    private static Duration left(SocketCore socket, long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - socket.clock.nanos()));
    }
}
