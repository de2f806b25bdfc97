package io.sp4j.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.internal.wire.StreamFraming.Form;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cutting streams into messages. Specified by spec.md 2.2 and 2.4, architecture.md 10 rule 9. */
class StreamFramingTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final int LIMIT = 1 << 20;
    private static final int AHEAD = 64 << 10;
    private static final int ALL = Integer.MAX_VALUE;

    private final Account account = new Account();

    /** Counts what partial messages hold. */
    private static final class Account implements PartialBytes {
        private final long limit;
        private long held;
        private long most;
        private int largest;

        Account() {
            this(Long.MAX_VALUE);
        }

        Account(long limit) {
            this.limit = limit;
        }

        @Override
        public long limit() {
            return limit;
        }

        @Override
        public void charge(int bytes) {
            assertThat(bytes).isPositive();
            largest = Math.max(largest, bytes);
            held += bytes;
            most = Math.max(most, held);
        }

        @Override
        public void release(int bytes) {
            assertThat(bytes).isPositive();
            held -= bytes;
            assertThat(held).isNotNegative();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TCP, 0000000000000002, 4142",
        "TCP, 0000000000000000, ''",
        "TCP, 0000000000000005, 0000000141",
        "TCP, 0000000000000008, EF20D8A370696E67",
        "TCP, 0000000000000008, EF20D8A3706F6E67",
        "TCP, 000000000000000D, 00000001000000028000000552",
        "TCP, 0000000000000005, 9FF0FD1C51",
        "IPC, 010000000000000001, 41",
        "IPC, 010000000000000000, ''"
    })
    void readsTheCapturedFramesAtEverySplit(Form form, String prefix, String payload) throws MalformedInput {
        byte[] body = HEX.parseHex(payload);
        byte[] bytes = HEX.parseHex(prefix + payload);
        ByteBuffer written = ByteBuffer.allocate(form.prefixBytes());
        form.writePrefix(written, body.length);
        assertThat(written.array()).isEqualTo(HEX.parseHex(prefix));
        for (int split = 0; split <= bytes.length; split++) {
            StreamFraming framing = new StreamFraming(form, LIMIT, account);
            List<Message> out = new ArrayList<>();
            framing.feed(ByteBuffer.wrap(bytes, 0, split), out, ALL);
            assertThat(framing.isPartial()).isEqualTo(split > 0 && split < bytes.length);
            framing.feed(ByteBuffer.wrap(bytes, split, bytes.length - split), out, ALL);
            assertThat(out).extracting(Message::bytes).containsExactly(body);
            assertThat(framing.isPartial()).isFalse();
            assertThat(account.held).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void readsOneByteAtATime(Form form) throws MalformedInput {
        byte[] bytes = frames(form, List.of(new byte[0], new byte[1], new byte[300]));
        StreamFraming framing = new StreamFraming(form, LIMIT, account);
        List<Message> out = new ArrayList<>();
        for (byte b : bytes) {
            framing.feed(ByteBuffer.wrap(new byte[] {b}), out, ALL);
        }
        assertThat(out).extracting(Message::length).containsExactly(0, 1, 300);
        assertThat(account.held).isZero();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void cutsAThousandMessagesOutOfOneBuffer(Form form) throws MalformedInput {
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            bodies.add(new byte[i % 7]);
        }
        ByteBuffer in = ByteBuffer.wrap(frames(form, bodies));
        StreamFraming framing = new StreamFraming(form, LIMIT, account);
        List<Message> out = new ArrayList<>();
        framing.feed(in, out, ALL);
        assertThat(out).hasSize(1_000);
        assertThat(account.most).isZero();
    }

    @Test
    void stopsAtTheMostThatIsWantedAndGoesOnLater() throws MalformedInput {
        ByteBuffer in = ByteBuffer.wrap(frames(Form.TCP, List.of(new byte[1], new byte[0], new byte[2], new byte[0])));
        StreamFraming framing = new StreamFraming(Form.TCP, LIMIT, account);
        List<Message> out = new ArrayList<>();
        framing.feed(in, out, 2);
        assertThat(out).extracting(Message::length).containsExactly(1, 0);
        out.clear();
        framing.feed(in, out, 2);
        assertThat(out).extracting(Message::length).containsExactly(2, 0);
        assertThat(in.hasRemaining()).isFalse();
    }

    @Test
    void deliversAMessageOfExactlyTheLimit() throws MalformedInput {
        StreamFraming framing = new StreamFraming(Form.TCP, LIMIT, account);
        List<Message> out = new ArrayList<>();
        framing.feed(ByteBuffer.wrap(frames(Form.TCP, List.of(new byte[LIMIT]))), out, ALL);
        assertThat(out).extracting(Message::length).containsExactly(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000100001",
                "0000000080000000",
                "1000000000000000",
                "8000000000000000",
                "FFFFFFFFFFFFFFFF"
            })
    void refusesALengthAboveTheLimitBeforeItAllocates(String length) {
        for (Form form : Form.values()) {
            String prefix = form == Form.IPC ? "01" + length : length;
            for (String rest : List.of("", "00000000")) {
                StreamFraming framing = new StreamFraming(form, LIMIT, account);
                ByteBuffer in = ByteBuffer.wrap(HEX.parseHex(prefix + rest));
                List<Message> out = new ArrayList<>();
                MalformedInput refusal = catchThrowableOfType(MalformedInput.class, () -> framing.feed(in, out, ALL));
                assertThat(refusal.reason()).isEqualTo(CloseReason.MESSAGE_TOO_LARGE);
                assertThat(refusal.detail())
                        .contains(Long.toUnsignedString(Long.parseUnsignedLong(length, 16)))
                        .contains(String.valueOf(LIMIT));
                assertThat(account.most).isZero();
            }
        }
    }

    @Test
    void refusesMoreThanAnArrayHoldsThoughThereIsNoLimit() {
        StreamFraming framing = new StreamFraming(Form.TCP, 0, account);
        ByteBuffer in = ByteBuffer.wrap(HEX.parseHex("000000007FFFFFF1"));
        MalformedInput refusal =
                catchThrowableOfType(MalformedInput.class, () -> framing.feed(in, new ArrayList<>(), ALL));
        assertThat(refusal.reason()).isEqualTo(CloseReason.MESSAGE_TOO_LARGE);
    }

    @Test
    void refusesMoreThanAllPartialMessagesMayHold() {
        StreamFraming framing = new StreamFraming(Form.TCP, LIMIT, new Account(1_000));
        ByteBuffer in = ByteBuffer.wrap(HEX.parseHex("00000000000003E9"));
        MalformedInput refusal =
                catchThrowableOfType(MalformedInput.class, () -> framing.feed(in, new ArrayList<>(), ALL));
        assertThat(refusal.reason()).isEqualTo(CloseReason.MESSAGE_TOO_LARGE);
        assertThat(refusal.detail()).contains("1001").contains("1000");
    }

    @Test
    void deliversWhatStandsBeforeAFault() {
        StreamFraming framing = new StreamFraming(Form.TCP, LIMIT, account);
        ByteBuffer in = ByteBuffer.wrap(HEX.parseHex("000000000000000141" + "FFFFFFFFFFFFFFFF"));
        List<Message> out = new ArrayList<>();
        catchThrowableOfType(MalformedInput.class, () -> framing.feed(in, out, ALL));
        assertThat(out).extracting(Message::text).containsExactly("A");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 0xff})
    void refusesAnIpcMessageOfAnotherTypeAtItsFirstByte(int type) {
        StreamFraming framing = new StreamFraming(Form.IPC, LIMIT, account);
        ByteBuffer in = ByteBuffer.wrap(new byte[] {(byte) type});
        MalformedInput refusal =
                catchThrowableOfType(MalformedInput.class, () -> framing.feed(in, new ArrayList<>(), ALL));
        assertThat(refusal.reason()).isEqualTo(CloseReason.MALFORMED);
        assertThat(refusal.detail()).contains(String.format("0x%02x", type));
    }

    /** Rule 9: for every size of the reads, what is held never exceeds what has arrived by more than 64 KiB. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000, 4_096, 65_536, 262_144})
    void holdsNoMoreThanHasArrivedAnd64KiB(int chunk) throws MalformedInput {
        byte[] bytes = frames(Form.TCP, List.of(filled(LIMIT)));
        StreamFraming framing = new StreamFraming(Form.TCP, LIMIT, account);
        List<Message> out = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += chunk) {
            int n = Math.min(chunk, bytes.length - at);
            framing.feed(ByteBuffer.wrap(bytes, at, n), out, ALL);
            if (account.held > (long) at + n + AHEAD) {
                assertThat(account.held).isLessThanOrEqualTo((long) at + n + AHEAD);
            }
        }
        assertThat(account.largest).isLessThanOrEqualTo(chunk + AHEAD);
        assertThat(account.held).isZero();
        assertThat(out).hasSize(1);
        assertThat(out.get(0).bytes()).isEqualTo(filled(LIMIT));
    }

    @Test
    void holdsLittleForAPeerThatAnnouncesMuchAndSendsOneByte() throws MalformedInput {
        StreamFraming framing = new StreamFraming(Form.TCP, LIMIT, account);
        framing.feed(ByteBuffer.wrap(HEX.parseHex("0000000000100000" + "41")), new ArrayList<>(), ALL);
        assertThat(account.held).isLessThanOrEqualTo(AHEAD);
        assertThat(framing.isPartial()).isTrue();
        framing.discard();
        assertThat(account.held).isZero();
        framing.discard();
        assertThat(account.held).isZero();
    }

    /** Whatever the reads, the messages are the same. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void givesTheSameMessagesHoweverTheStreamIsSplit(Form form) throws MalformedInput {
        long seed = new Random().nextLong();
        System.out.println("StreamFramingTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            List<byte[]> bodies = new ArrayList<>();
            int count = 1 + random.nextInt(8);
            for (int j = 0; j < count; j++) {
                byte[] body = new byte[random.nextInt(10) == 0 ? random.nextInt(200_000) : random.nextInt(64)];
                random.nextBytes(body);
                bodies.add(body);
            }
            assertThat(readInPieces(form, frames(form, bodies), random))
                    .as("seed %d, try %d", seed, i)
                    .usingElementComparator(Arrays::compare)
                    .containsExactlyElementsOf(bodies);
            assertThat(account.held).isZero();
        }
    }

    private List<byte[]> readInPieces(Form form, byte[] bytes, Random random) throws MalformedInput {
        StreamFraming framing = new StreamFraming(form, LIMIT, account);
        List<byte[]> bodies = new ArrayList<>();
        List<Message> out = new ArrayList<>();
        int largest = 1 << random.nextInt(19);
        for (int at = 0; at < bytes.length; ) {
            ByteBuffer in = ByteBuffer.wrap(bytes, at, Math.min(1 + random.nextInt(largest), bytes.length - at));
            at = in.limit();
            while (in.hasRemaining()) {
                framing.feed(in, out, 1 + random.nextInt(3));
                out.forEach(m -> bodies.add(m.bytes()));
                out.clear();
            }
        }
        return bodies;
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] frames(Form form, List<byte[]> bodies) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] body : bodies) {
            ByteBuffer prefix = ByteBuffer.allocate(form.prefixBytes());
            form.writePrefix(prefix, body.length);
            out.writeBytes(prefix.array());
            out.writeBytes(body);
        }
        return out.toByteArray();
    }
}
