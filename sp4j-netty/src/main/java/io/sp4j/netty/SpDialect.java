package io.sp4j.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.internal.wire.FrameEncoder;
import io.sp4j.internal.wire.MalformedInput;
import io.sp4j.internal.wire.PartialBytes;
import io.sp4j.internal.wire.SpHandshake;
import io.sp4j.internal.wire.StreamFraming;
import io.sp4j.spi.LinkConfig;
import java.nio.ByteBuffer;
import java.util.List;

/** The SP header and messages with their length, as over TCP. */
final class SpDialect implements Dialect {
    private final SpHandshake handshake;
    private final StreamFraming framing;

    SpDialect(LinkConfig config, PartialBytes budget) {
        int limit = config.get(Options.RECV_MAX_SIZE);
        handshake = new SpHandshake(config.protocol());
        framing = new StreamFraming(
                StreamFraming.Form.TCP, limit == 0 ? 0 : (long) limit + LinkConfig.HEADER_ALLOWANCE, budget);
    }

    @Override
    public ByteBuf hello(NettyLink link) {
        ByteBuffer header = ByteBuffer.allocate(SpHandshake.BYTES);
        handshake.write(header);
        return Unpooled.wrappedBuffer(header.flip());
    }

    @Override
    public boolean handshake(ByteBuf in) throws MalformedInput {
        int n = Math.min(in.readableBytes(), handshake.missing());
        handshake.feed(in.nioBuffer(in.readerIndex(), n));
        in.skipBytes(n);
        return handshake.isDone();
    }

    @Override
    public int peerProtocol() {
        return handshake.peer();
    }

    @Override
    public FrameEncoder encoder() {
        return StreamFraming.Form.TCP;
    }

    @Override
    public void feed(ByteBuffer in, List<Message> out, int most) throws MalformedInput {
        framing.feed(in, out, most);
    }

    @Override
    public boolean isPartial() {
        return framing.isPartial();
    }

    @Override
    public void discard() {
        framing.discard();
    }
}
