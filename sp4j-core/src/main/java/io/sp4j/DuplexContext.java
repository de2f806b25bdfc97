package io.sp4j;

import io.sp4j.internal.engine.ContextCore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A context that both sends and receives. */
abstract sealed class DuplexContext extends SpContext implements Sender, Receiver
        permits Req0.Context, Rep0.Context, Surveyor0.Context, Respondent0.Context {

    DuplexContext(SpSocket socket, ContextCore core) {
        super(socket, core);
    }

    @Override
    public final void send(Message m) {
        core().send(m);
    }

    @Override
    public final void send(Message m, Duration timeout) {
        core().send(m, timeout);
    }

    @Override
    public final boolean trySend(Message m) {
        return core().trySend(m);
    }

    @Override
    public final CompletableFuture<Void> sendAsync(Message m) {
        return core().sendAsync(m);
    }

    @Override
    public final CompletableFuture<Void> sendAsync(Message m, Duration timeout) {
        return core().sendAsync(m, timeout);
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

    @Override
    public final Registration onSendable(Runnable action) {
        return core().watching().onSendable(action);
    }
}
