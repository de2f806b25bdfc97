package io.sp4j;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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
}
