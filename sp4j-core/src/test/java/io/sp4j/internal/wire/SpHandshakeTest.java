package io.sp4j.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sp4j.CloseReason;
import io.sp4j.Protocol;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The eight bytes in front of every stream. Specified by spec.md 2.1. */
class SpHandshakeTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @CsvSource({
        "REQ0, 0053500000300000",
        "REP0, 0053500000310000",
        "SURVEYOR0, 0053500000620000",
        "BUS0, 0053500000700000",
        "PULL0, 0053500000510000"
    })
    void writesTheBytesThatNngWrites(Protocol protocol, String hex) {
        ByteBuffer out = ByteBuffer.allocate(64);
        new SpHandshake(protocol).write(out);
        assertThat(HEX.formatHex(out.array(), 0, out.position())).isEqualTo(hex);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void acceptsThePeerProtocolAtEverySplit(Protocol protocol) throws MalformedInput {
        byte[] bytes = headerOf(protocol.peer());
        for (int split = 0; split <= bytes.length; split++) {
            SpHandshake handshake = new SpHandshake(protocol);
            handshake.feed(ByteBuffer.wrap(bytes, 0, split));
            assertThat(handshake.isDone()).isEqualTo(split == bytes.length);
            assertThat(handshake.missing()).isEqualTo(bytes.length - split);
            handshake.feed(ByteBuffer.wrap(bytes, split, bytes.length - split));
            assertThat(handshake.isDone()).isTrue();
            assertThat(handshake.peer()).isEqualTo(protocol.peer().number());
        }
    }

    @Test
    void acceptsOneByteAtATime() throws MalformedInput {
        SpHandshake handshake = new SpHandshake(Protocol.REQ0);
        for (byte b : headerOf(Protocol.REP0)) {
            assertThat(handshake.isDone()).isFalse();
            handshake.feed(ByteBuffer.wrap(new byte[] {b}));
        }
        assertThat(handshake.isDone()).isTrue();
    }

    @Test
    void leavesWhatFollowsTheHeaderAlone() throws MalformedInput {
        ByteBuffer in = ByteBuffer.allocate(10)
                .put(headerOf(Protocol.PAIR0))
                .put((byte) 7)
                .put((byte) 8)
                .flip();
        SpHandshake handshake = new SpHandshake(Protocol.PAIR0);
        handshake.feed(in);
        assertThat(handshake.isDone()).isTrue();
        assertThat(in.remaining()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 6, 7})
    void refusesAWrongByteAsSoonAsItComes(int position) {
        byte[] bytes = headerOf(Protocol.PAIR0);
        bytes[position] ^= 0x40;
        SpHandshake handshake = new SpHandshake(Protocol.PAIR0);
        MalformedInput refusal = catchThrowableOfType(
                MalformedInput.class, () -> handshake.feed(ByteBuffer.wrap(bytes, 0, position + 1)));
        assertThat(refusal.reason()).isEqualTo(CloseReason.BAD_HEADER);
        assertThat(refusal.detail()).contains("byte " + position);
    }

    /** The first bytes of HTTP, of TLS, of a text protocol and of an SP header without its zero. */
    @ParameterizedTest
    @ValueSource(ints = {'G', 0x16, '\n', 'S'})
    void refusesOtherProtocolsAtTheirFirstByte(int first) {
        SpHandshake handshake = new SpHandshake(Protocol.PAIR0);
        ByteBuffer in = ByteBuffer.wrap(new byte[] {(byte) first});
        MalformedInput refusal = catchThrowableOfType(MalformedInput.class, () -> handshake.feed(in));
        assertThat(refusal.reason()).isEqualTo(CloseReason.BAD_HEADER);
    }

    @Test
    void namesBothProtocolsWhenTheyDoNotFit() {
        SpHandshake handshake = new SpHandshake(Protocol.PULL0);
        MalformedInput refusal = catchThrowableOfType(
                MalformedInput.class, () -> handshake.feed(ByteBuffer.wrap(headerOf(Protocol.PULL0))));
        assertThat(refusal.reason()).isEqualTo(CloseReason.PROTOCOL_MISMATCH);
        assertThat(refusal.detail()).contains("pull0 (0x0051)").contains("push0 (0x0050)");
    }

    @Test
    void showsAProtocolThatNobodyKnowsByItsNumber() {
        byte[] bytes = headerOf(Protocol.PAIR0);
        bytes[4] = (byte) 0xab;
        SpHandshake handshake = new SpHandshake(Protocol.PAIR0);
        MalformedInput refusal =
                catchThrowableOfType(MalformedInput.class, () -> handshake.feed(ByteBuffer.wrap(bytes)));
        assertThat(refusal.detail()).contains("0xab10");
    }

    private static byte[] headerOf(Protocol protocol) {
        ByteBuffer out = ByteBuffer.allocate(SpHandshake.BYTES);
        new SpHandshake(protocol).write(out);
        return out.array();
    }
}
