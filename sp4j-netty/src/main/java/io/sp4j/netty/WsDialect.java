package io.sp4j.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.internal.io.Connected;
import io.sp4j.internal.wire.FrameEncoder;
import io.sp4j.internal.wire.MalformedInput;
import io.sp4j.spi.Clock;
import io.sp4j.spi.LinkConfig;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HTTP up to the upgrade, then frames of WebSocket; each message of WebSocket is one message, SP header and body, without a
 * handshake of its own since the sub-protocol has told the patterns.
 */
final class WsDialect implements Dialect, WsFrames.Controls {
    private static final long PING_NANOS = 30_000_000_000L;
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int NO_STATUS = 1005;
    private static final int BAD_TEXT = 1007;
    private static final int FIRST_CODE = 1000;
    private static final int LAST_KNOWN_CODE = 1014;
    private static final int FIRST_OWN_CODE = 3000;
    private static final int LAST_CODE = 4999;

    private final Upgrade upgrade;
    private final Connected connected;
    private final Clock clock;
    private final WsEncoder encoder;
    private final WsLiveness liveness = new WsLiveness();
    private final WsControlRate rate;

    private @Nullable HttpHead head = new HttpHead();
    private @Nullable WsFrames frames;
    private int peer;
    private @Nullable NettyLink link;
    private @Nullable ByteBuf answer;
    private byte @Nullable [] pong;
    private boolean pingDue;
    private Clock.@Nullable Alarm nextPing;
    private boolean saidBye;
    private boolean heardBye;

    /** For one connection. */
    WsDialect(Upgrade upgrade, Connected connected) {
        this.upgrade = upgrade;
        this.connected = connected;
        clock = connected.config().clock();
        encoder = new WsEncoder(upgrade.isClient());
        rate = new WsControlRate(clock.nanos());
    }

    // ---- the upgrade -----------------------------------------------------------------------------------------------

    @Override
    public @Nullable ByteBuf hello(NettyLink speaker) {
        link = speaker;
        return upgrade.request();
    }

    @Override
    public boolean handshake(ByteBuf in) throws MalformedInput {
        NettyLink speaker = link;
        HttpHead came = head;
        if (speaker == null || came == null || !came.take(in)) {
            return false;
        }
        head = null;
        Upgrade.Done done = upgrade.judge(came, speaker);
        LinkConfig config = done.config();
        int limit = config.get(Options.RECV_MAX_SIZE);
        frames = new WsFrames(
                !upgrade.isClient(),
                limit == 0 ? 0 : (long) limit + LinkConfig.HEADER_ALLOWANCE,
                connected.loop().reassembly(),
                this);
        peer = config.protocol().peer().number();
        answer = done.answer();
        return true;
    }

    @Override
    public @Nullable ByteBuf answer() {
        ByteBuf said = answer;
        answer = null;
        return said;
    }

    @Override
    public int peerProtocol() {
        return peer;
    }

    // ---- frames ----------------------------------------------------------------------------------------------------

    @Override
    public FrameEncoder encoder() {
        return encoder;
    }

    @Override
    public void feed(ByteBuffer in, List<Message> out, int most) throws MalformedInput {
        WsFrames decoder = frames;
        if (decoder != null) {
            liveness.heard();
            decoder.feed(in, out, most);
        }
    }

    @Override
    public boolean isPartial() {
        WsFrames decoder = frames;
        return decoder != null && decoder.isPartial();
    }

    @Override
    public void discard() {
        if (frames != null) {
            frames.discard();
        }
        if (nextPing != null) {
            nextPing.cancel();
        }
        pong = null;
    }

    @Override
    public void control(int opcode, byte[] payload) throws WsFault {
        if (!rate.admit(clock.nanos())) {
            throw WsFrames.fault(WsFrames.POLICY, "more than a hundred control frames a second");
        }
        if (opcode == WsFrames.OPCODE_PING) {
            pong = payload; // of several, the newest is answered
        } else if (opcode == WsFrames.OPCODE_PONG && payload.length == Long.BYTES) {
            liveness.answered(ByteBuffer.wrap(payload).getLong());
        } else if (opcode == WsFrames.OPCODE_CLOSE) {
            checkClose(ByteBuffer.wrap(payload));
            heardBye = true;
        }
    }

    private static void checkClose(ByteBuffer payload) throws WsFault {
        if (!payload.hasRemaining()) {
            return;
        }
        if (payload.remaining() < Short.BYTES) {
            throw WsFrames.fault(WsFrames.PROTOCOL_FAULT, "a CLOSE with half a code");
        }
        int code = payload.getShort() & 0xffff;
        boolean known = code >= FIRST_CODE && code <= LAST_KNOWN_CODE && (code < NO_STATUS - 1 || code > NO_STATUS + 1);
        if (!known && (code < FIRST_OWN_CODE || code > LAST_CODE)) {
            throw WsFrames.fault(WsFrames.PROTOCOL_FAULT, "a CLOSE with the code " + code + ", which must not be sent");
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(payload);
        } catch (CharacterCodingException e) {
            throw WsFrames.fault(BAD_TEXT, "a CLOSE whose reason is no UTF-8");
        }
    }

    @Override
    public @Nullable ByteBuf interjection() {
        byte[] due = pong;
        if (saidBye || !encoder.isBetweenFrames()) {
            return null;
        }
        if (due != null) {
            pong = null;
            return control(WsFrames.OPCODE_PONG, ByteBuffer.wrap(due));
        }
        if (pingDue) {
            pingDue = false;
            ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
            return control(WsFrames.OPCODE_PING, number.putLong(0, liveness.ping(encoder.messages())));
        }
        return null;
    }

    private ByteBuf control(int opcode, ByteBuffer payload) {
        ByteBuffer frame = ByteBuffer.allocate(WsFrames.MOST_IN_CONTROL + 2 + WsMask.BYTES);
        encoder.control(frame, opcode, payload.array());
        return Unpooled.wrappedBuffer(frame.flip());
    }

    // ---- from time to time -----------------------------------------------------------------------------------------

    @Override
    public void live(NettyLink speaker) {
        nextPing = speaker.schedule(clock.nanos() + PING_NANOS, () -> pingOrGiveUp(speaker));
    }

    private void pingOrGiveUp(NettyLink speaker) {
        if (liveness.isGone(speaker.isReading(), encoder.messages())) {
            speaker.close(CloseReason.CONNECTION_RESET, "the peer answered none of two pings");
        } else {
            pingDue = true;
            speaker.interject();
            live(speaker);
        }
    }

    // ---- the end ---------------------------------------------------------------------------------------------------

    @Override
    public boolean peerSaidBye() {
        return heardBye;
    }

    @Override
    public boolean skip(ByteBuffer in) throws MalformedInput {
        List<Message> dropped = new ArrayList<>();
        while (in.hasRemaining() && !heardBye) {
            feed(in, dropped, 1);
            dropped.clear();
        }
        return heardBye;
    }

    @Override
    public @Nullable ByteBuf bye() {
        return close(NORMAL);
    }

    private @Nullable ByteBuf close(int code) {
        if (saidBye || frames == null || !encoder.isBetweenFrames()) {
            return null;
        }
        saidBye = true;
        return control(WsFrames.OPCODE_CLOSE, ByteBuffer.allocate(Short.BYTES).putShort(0, (short) code));
    }

    @Override
    public @Nullable ByteBuf lastWords(CloseReason why, @Nullable MalformedInput fault) {
        int code = fault instanceof WsFault known ? known.answer() : 0;
        if (frames == null) {
            return fault instanceof WsFault refused ? upgrade.refusal(refused) : null;
        }
        if (code != 0) {
            return close(code);
        }
        return switch (why) {
            case IO_ERROR, CONNECTION_RESET, OUT_OF_MEMORY, INTERNAL_ERROR -> null;
            case ENDPOINT_CLOSED -> close(GOING_AWAY);
            case UNEXPECTED_DATA, STALLED_MESSAGE -> close(WsFrames.POLICY);
            case MALFORMED -> close(WsFrames.PROTOCOL_FAULT);
            default -> close(NORMAL);
        };
    }
}
