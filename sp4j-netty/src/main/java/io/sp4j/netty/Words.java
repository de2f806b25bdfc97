package io.sp4j.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.SocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What this end says beside messages: greetings, answers, control frames. Last words reach a peer that is still sending,
 * too: what comes is dropped for a second, so that the operating system does not reset the connection under them.
 */
final class Words {
    private static final long LINGER_MILLIS = 1_000;
    private static final int MOST_DROPPED = 1 << 20;

    private final SocketChannel channel;
    private final Optional<TlsLayer> tls;
    private final Runnable said;
    private @Nullable ChannelFuture saying;
    private @Nullable ByteBuf last;
    private boolean lingering;
    private int dropped;

    /** {@code said} is called when something that had to wait for the peer has gone out. */
    Words(SocketChannel channel, Optional<TlsLayer> tls, Runnable said) {
        this.channel = channel;
        this.tls = tls;
        this.said = said;
    }

    void say(ByteBuf words) {
        ChannelFuture writing = channel.writeAndFlush(words);
        saying = writing;
        if (!writing.isDone()) {
            writing.addListener(done -> said.run());
        }
    }

    /** Whether the peer has not taken yet what was said. */
    boolean isBusy() {
        ChannelFuture writing = saying;
        return writing != null && !writing.isDone();
    }

    /** Keeps what is to be said before {@link #close} closes; nothing is when something else is on its way. */
    void keepLast(@Nullable ByteBuf words, boolean canBeSaid) {
        if (words != null && canBeSaid && channel.isActive() && last == null) {
            last = words;
        } else if (words != null) {
            words.release();
        }
    }

    /** This end sends no more. */
    void endOutput() {
        if (tls.isPresent()) {
            tls.get().closeOutbound().addListener(done -> channel.shutdownOutput());
        } else {
            channel.shutdownOutput();
        }
    }

    /** Closes the channel, after the last words if there are any. */
    void close() {
        ByteBuf words = last;
        last = null;
        if (words == null) {
            channel.close();
            return;
        }
        lingering = true;
        channel.writeAndFlush(words).addListener(done -> endOutput());
        channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        channel.read();
    }

    /** So much came that nobody wants any more. */
    void drop(int bytes) {
        dropped += bytes;
        if (dropped > MOST_DROPPED) {
            channel.close();
        }
    }

    /** Waits on for the end of what comes. */
    void readOn() {
        if (lingering && channel.isOpen()) {
            channel.read();
        }
    }
}
