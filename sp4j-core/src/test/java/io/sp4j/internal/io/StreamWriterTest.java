package io.sp4j.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.internal.wire.MessageAccess;
import io.sp4j.internal.wire.SpHandshake;
import io.sp4j.internal.wire.StreamFraming.Form;
import io.sp4j.spi.Outbound;
import io.sp4j.spi.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writing messages to a channel that takes as much as it likes. */
class StreamWriterTest {
    private final Buffers buffers = new Buffers();

    /** Takes so many bytes with one write and none with the next, until it is to fail. */
    private static class Trickle implements WritableByteChannel {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final int most;
        private boolean full;
        private boolean broken;

        Trickle(int most) {
            this.most = most;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            if (broken) {
                throw new IOException("Broken pipe");
            }
            full = !full;
            int n = full ? Math.min(most, from.remaining()) : 0;
            for (int i = 0; i < n; i++) {
                taken.write(from.get());
            }
            return n;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    /** Gives out messages and counts what is said to be written. */
    private static final class Source implements Outbound {
        private final Deque<Message> queued = new ArrayDeque<>();
        private final List<Message> claimed = new ArrayList<>();
        private int messages;
        private long bytes;

        Source(List<Message> all) {
            queued.addAll(all);
        }

        @Override
        public Message next() {
            Message next = queued.poll();
            if (next != null) {
                claimed.add(next);
            }
            return next;
        }

        @Override
        public void written(int moreMessages, long moreBytes) {
            assertThat(moreMessages).isPositive();
            messages += moreMessages;
            bytes += moreBytes;
        }
    }

    private static List<Message> messages() {
        byte[] text = "0123456789".getBytes(StandardCharsets.US_ASCII);
        return List.of(
                Message.of("AB"),
                Message.of(""),
                MessageAccess.of(new byte[] {0, 0, 0, 1}, text, 3, 1),
                Message.of("a somewhat longer one"),
                MessageAccess.of(new byte[] {(byte) 0x80, 0, 0, 5, 0, 0, 0, 7}, text, 0, 0));
    }

    private static byte[] frame(Form form, Message m) {
        ByteBuffer frame = ByteBuffer.allocate(form.prefixBytes() + MessageAccess.wireLength(m));
        form.writePrefix(frame, MessageAccess.wireLength(m));
        return frame.put(m.header()).put(m.bytes()).array();
    }

    private static byte[] frames(Form form, List<Message> messages) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        messages.forEach(m -> all.writeBytes(frame(form, m)));
        return all.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void writesTheSameBytesHoweverFewTheChannelTakes(Form form) throws IOException {
        byte[] expected = frames(form, messages());
        for (int most = 1; most <= expected.length + 1; most++) {
            Trickle channel = new Trickle(most);
            Source source = new Source(messages());
            StreamWriter writer = new StreamWriter(channel, form, buffers);
            while (writer.drain(source) == Progress.BLOCKED) {
                assertCounted(form, source, channel.taken.size());
            }
            assertThat(channel.taken.toByteArray()).isEqualTo(expected);
            assertCounted(form, source, expected.length);
            assertThat(writer.unsent()).isEmpty();
        }
    }

    /** What is counted as written is what lies whole in the bytes that were taken. */
    private static void assertCounted(Form form, Source source, int taken) {
        int messages = 0;
        long bytes = 0;
        int end = 0;
        for (Message m : messages()) {
            end += frame(form, m).length;
            if (end <= taken) {
                messages++;
                bytes += MessageAccess.wireLength(m);
            }
        }
        assertThat(source.messages).isEqualTo(messages);
        assertThat(source.bytes).isEqualTo(bytes);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void handsBackExactlyWhatWasNeverBegun(Form form) throws IOException {
        int length = frames(form, messages()).length;
        for (int cut = 0; cut < length; cut++) {
            Trickle channel = new Trickle(1);
            Source source = new Source(messages());
            StreamWriter writer = new StreamWriter(channel, form, buffers);
            while (channel.taken.size() < cut) {
                assertThat(writer.drain(source)).isEqualTo(Progress.BLOCKED);
            }
            channel.broken = true;
            if (source.claimed.isEmpty()) {
                continue;
            }
            int taken = channel.taken.size();
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> writer.drain(source));
            List<Message> notBegun = new ArrayList<>();
            int start = 0;
            for (Message m : source.claimed) {
                if (start >= taken) {
                    notBegun.add(m);
                }
                start += frame(form, m).length;
            }
            assertThat(writer.unsent()).containsExactlyElementsOf(notBegun);
            assertThat(writer.unsent()).isEmpty();
        }
    }

    @Test
    void handsBackAllWhenTheFirstWriteFails() {
        Trickle channel = new Trickle(1);
        channel.broken = true;
        Source source = new Source(messages());
        StreamWriter writer = new StreamWriter(channel, Form.TCP, buffers);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> writer.drain(source));
        assertThat(writer.unsent()).containsExactlyElementsOf(source.claimed);
    }

    @Test
    void writesTheGreetingBeforeAllElseAndDoesNotCountIt() throws IOException {
        for (int most = 1; most < 20; most++) {
            Trickle channel = new Trickle(most);
            StreamWriter writer = new StreamWriter(channel, Form.TCP, buffers);
            writer.greet(new SpHandshake(Protocol.PAIR0));
            Source nothing = new Source(List.of());
            while (writer.drain(nothing) == Progress.BLOCKED) {
                assertThat(channel.taken.size()).isLessThan(SpHandshake.BYTES);
            }
            assertThat(channel.taken.size()).isEqualTo(SpHandshake.BYTES);
            Source source = new Source(messages());
            while (writer.drain(source) == Progress.BLOCKED) {
                assertCounted(Form.TCP, source, channel.taken.size() - SpHandshake.BYTES);
            }
            assertThat(channel.taken.size()).isEqualTo(SpHandshake.BYTES + frames(Form.TCP, messages()).length);
            assertThat(source.messages).isEqualTo(messages().size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 262_144, 262_135, 1_000_003})
    void writesMessagesLargerThanItsBuffer(int most) throws IOException {
        byte[] large = new byte[700_001];
        new Random(most).nextBytes(large);
        List<Message> messages =
                List.of(Message.of("x"), Message.of(large), Message.of(new byte[262_136]), Message.of("y"));
        Trickle channel = new Trickle(most);
        Source source = new Source(messages);
        StreamWriter writer = new StreamWriter(channel, Form.TCP, buffers);
        Progress progress;
        do {
            progress = writer.drain(source);
        } while (progress == Progress.BLOCKED);
        assertThat(channel.taken.toByteArray()).isEqualTo(frames(Form.TCP, messages));
        assertThat(source.messages).isEqualTo(4);
    }

    @Test
    void writesManyMessagesWithOneWrite() throws IOException {
        int[] writes = {0};
        WritableByteChannel counting = new Trickle(Integer.MAX_VALUE) {
            @Override
            public int write(ByteBuffer from) {
                writes[0]++;
                int n = from.remaining();
                from.position(from.limit());
                return n;
            }
        };
        List<Message> thousand = Collections.nCopies(1_000, Message.of("0123456789"));
        Source source = new Source(thousand);
        assertThat(new StreamWriter(counting, Form.IPC, buffers).drain(source)).isEqualTo(Progress.DONE);
        assertThat(writes[0]).isEqualTo(1);
        assertThat(source.messages).isEqualTo(1_000);
    }

    /** Sixty-four lost buffers would leave the process with small ones for ever. */
    @Test
    void givesItsBufferBackWhenTheConnectionFails() {
        for (int i = 0; i < 100; i++) {
            Trickle channel = new Trickle(1);
            channel.broken = true;
            StreamWriter writer = new StreamWriter(channel, Form.TCP, buffers);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> writer.drain(new Source(messages())));
            writer.unsent();
        }
        assertThat(buffers.take().capacity()).isEqualTo(Buffers.LARGE_BYTES);
    }
}
