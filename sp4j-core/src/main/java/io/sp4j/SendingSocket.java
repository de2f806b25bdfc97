package io.sp4j;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A socket that only sends. */
abstract sealed class SendingSocket extends SpSocket implements Sender permits Pub0, Push0 {

    SendingSocket(Protocol protocol, SocketBuilder<?, ?> builder) {
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
    public final Registration onSendable(Runnable action) {
        return core().main().watching().onSendable(action);
    }

    @Override
    public final SelectableChannel sendReady() {
        return core().main().watching().sendReady();
    }
}
