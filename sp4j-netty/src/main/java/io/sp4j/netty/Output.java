package io.sp4j.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;
import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.internal.io.Buffers;
import io.sp4j.internal.io.StreamWriter;
import io.sp4j.internal.wire.MalformedInput;
import io.sp4j.spi.Outbound;
import io.sp4j.spi.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that goes out on a connection: messages, and between them what the dialect has to say. */
final class Output {
    private final Dialect dialect;
    private final Words words;
    private final NettyChannel channel;
    private final StreamWriter writer;

    /** {@code room} is called when the peer has taken what it had to be waited for. */
    Output(SocketChannel channel, Dialect dialect, Optional<TlsLayer> tls, Buffers buffers, Runnable room) {
        this.dialect = dialect;
        this.words = new Words(channel, tls, room);
        this.channel = new NettyChannel(channel, room);
        this.writer = new StreamWriter(this.channel, dialect.encoder(), buffers);
    }

    Words words() {
        return words;
    }

    Progress drain(Outbound source) throws IOException {
        Progress progress = writer.drain(source);
        interject();
        return progress;
    }

    /** Whether messages wait for the peer to take them. */
    boolean isBusy() {
        return channel.isBusy();
    }

    /** Says what the dialect has to say between frames, if the peer listens. */
    void interject() {
        if (!channel.isBusy() && !words.isBusy()) {
            ByteBuf due = dialect.interjection();
            if (due != null) {
                words.say(due);
            }
        }
    }

    /** This end sends no messages any more. */
    void finish() {
        ByteBuf bye = dialect.bye();
        if (bye == null) {
            words.endOutput();
        } else {
            words.say(bye); // the peer answers, then one of both ends the connection
        }
    }

    /** Has the peer told why the connection ends, if it can still be told, by the next {@link Words#close}. */
    void explain(CloseReason why, @Nullable MalformedInput fault) {
        words.keepLast(dialect.lastWords(why, fault), !channel.isBusy());
    }

    /** The messages of which no byte went out; once, at the end. */
    List<Message> unsent() {
        writer.maybeWritten(channel.pendingBytes());
        return writer.unsent();
    }
}
