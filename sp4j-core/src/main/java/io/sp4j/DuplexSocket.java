package io.sp4j;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A socket that both sends and receives. */
abstract sealed class DuplexSocket extends SpSocket implements Sender, Receiver
        permits Pair0, Pair1, Req0, Rep0, Surveyor0, Respondent0, Bus0, RawSocket {

    DuplexSocket(Protocol protocol, SocketBuilder<?, ?> builder) {
        super(protocol, builder);
    }

    @Override
    public final void send(Message m) {
        core().main().send(m);
    }

    @Override
    public final void send(Message m, Duration timeout) {
        core().main().send(m, timeout);
    }

    @Override
    public final boolean trySend(Message m) {
        return core().main().trySend(m);
    }

    @Override
    public final CompletableFuture<Void> sendAsync(Message m) {
        return core().main().sendAsync(m);
    }

    @Override
    public final CompletableFuture<Void> sendAsync(Message m, Duration timeout) {
        return core().main().sendAsync(m, timeout);
    }

    @Override
    public final Message recv() {
        return core().main().recv();
    }

    @Override
    public final Message recv(Duration timeout) {
        return core().main().recv(timeout);
    }

    @Override
    public final Optional<Message> tryRecv() {
        return core().main().tryRecv();
    }

    @Override
    public final CompletableFuture<Message> recvAsync() {
        return core().main().recvAsync();
    }

    @Override
    public final CompletableFuture<Message> recvAsync(Duration timeout) {
        return core().main().recvAsync(timeout);
    }

    @Override
    public final Iterable<Message> messages() {
        return core().main().messages();
    }

    @Override
    public final Flow.Publisher<Message> asPublisher() {
        return core().main().publisher();
    }

    @Override
    public final Registration onReceivable(Runnable action) {
        return core().main().watching().onReceivable(action);
    }

    @Override
    public final SelectableChannel recvReady() {
        return core().main().watching().recvReady();
    }

    @Override
    public final Registration onSendable(Runnable action) {
        return core().main().watching().onSendable(action);
    }

    @Override
    public final SelectableChannel sendReady() {
        return core().main().watching().sendReady();
    }
}
