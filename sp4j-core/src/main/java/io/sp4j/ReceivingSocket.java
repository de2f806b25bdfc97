package io.sp4j;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A socket that only receives. */
abstract sealed class ReceivingSocket extends SpSocket implements Receiver permits Pull0, Sub0 {

    ReceivingSocket(Protocol protocol, SocketBuilder<?, ?> builder) {
        super(protocol, builder);
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
}
