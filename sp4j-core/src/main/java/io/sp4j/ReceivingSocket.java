package io.sp4j;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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
}
