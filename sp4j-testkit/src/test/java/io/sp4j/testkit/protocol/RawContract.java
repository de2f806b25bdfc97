package io.sp4j.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.internal.protocol.ProtocolSettings;
import io.sp4j.internal.wire.SpHeader;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.ProtocolContract;
import io.sp4j.testkit.RecordingOp;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** What every protocol keeps in raw mode; which one is a line of {@link RawContractTest}. */
abstract class RawContract extends ProtocolContract {
    private final Protocol protocol;

    RawContract(Protocol protocol) {
        this.protocol = protocol;
    }

    @Override
    protected Protocol protocol() {
        return protocol;
    }

    @Override
    protected void prepare(ProtocolSettings settings) {
        settings.raw = true;
    }

    @Override
    protected boolean hasContexts() {
        return false;
    }

    @Override
    protected Message incoming(FakePipe pipe, Random random, String text) {
        return switch (protocol) {
            case PAIR1 -> random.nextInt(20) == 0 ? Message.of(text) : LogicHarness.wire(text, random.nextInt(5));
            case REQ0, SURVEYOR0 -> anyReply(pipe, random, text);
            case REP0, RESPONDENT0 -> anyRequest(random, text);
            default -> Message.of(text);
        };
    }

    /** With the header that the protocol needs, mostly. */
    @Override
    protected Message outgoing(LogicHarness harness, Random random, String text) {
        Message m = Message.of(text);
        int id = SpHeader.END_BIT | random.nextInt();
        List<FakePipe> pipes = harness.pipes();
        int pipe = pipes.isEmpty() || random.nextInt(9) == 0
                ? 1 + random.nextInt(1_000)
                : pipes.get(random.nextInt(pipes.size())).id();
        if (random.nextInt(20) == 0) {
            return m.withHeader(new byte[random.nextInt(4)]);
        }
        return switch (protocol) {
            case PAIR1 -> m.withHeader(words(random.nextInt(4)));
            case REQ0, SURVEYOR0 -> m.withHeader(words(pipe, id));
            case REP0, RESPONDENT0 -> m.withHeader(words(pipe, pipe, id));
            case BUS0 -> m.withHeader(words(pipe));
            default -> m;
        };
    }

    /** The words go out in front of the body where they are no address. */
    @Override
    protected void checkHeader(FakePipe pipe, RecordingOp op) {
        switch (protocol) {
            case PAIR1 -> assertThat(op.error()).isSameAs(ErrorCode.PROTOCOL_ERROR);
            case SUB0, PULL0 -> assertThat(op.error()).isSameAs(ErrorCode.NOT_SUPPORTED);
            case REP0, RESPONDENT0 ->
                assertThat(op.isDone() && pipe.offered().isEmpty()).isTrue();
            case BUS0 -> assertThat(bytesOf(pipe)).isEqualTo("body");
            default -> assertThat(bytesOf(pipe)).isEqualTo("user's  body");
        }
    }

    private static String bytesOf(FakePipe pipe) {
        return SpHeader.cut(pipe.offered().get(0), 0).text();
    }

    static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }
}
