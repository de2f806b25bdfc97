package io.sp4j;

import io.sp4j.internal.engine.ContextCore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A context that only receives. */
abstract sealed class ReceivingContext extends SpContext implements Receiver permits Sub0.Context {

    ReceivingContext(SpSocket socket, ContextCore core) {
        super(socket, core);
    }

    @Override
    public final Message recv() {
        return core().recv();
    }

    @Override
    public final Message recv(Duration timeout) {
        return core().recv(timeout);
    }

    @Override
    public final Optional<Message> tryRecv() {
        return core().tryRecv();
    }

    @Override
    public final CompletableFuture<Message> recvAsync() {
        return core().recvAsync();
    }

    @Override
    public final CompletableFuture<Message> recvAsync(Duration timeout) {
        return core().recvAsync(timeout);
    }

    @Override
    public final Iterable<Message> messages() {
        return core().messages();
    }

    @Override
    public final Flow.Publisher<Message> asPublisher() {
        return core().publisher();
    }

    @Override
    public final Registration onReceivable(Runnable action) {
        return core().watching().onReceivable(action);
    }
}
