package io.sp4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.internal.protocol.ProtocolSettings;
import io.sp4j.internal.wire.SpHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What every protocol keeps, whatever happens to it. A subclass names the protocol and says what its peers send.
 *
 * <ol>
 *   <li>Every op is settled once, one that may not wait at once, every other one by close at the latest.
 *   <li>A send that succeeded reached a pipe or was counted as dropped. One that failed reached none.
 *   <li>A message that came in is received once, or counted as dropped once, or closed its pipe.
 *   <li>A pipe is used only between its attach and its detach (checked by {@link FakePipe}).
 *   <li>Nothing waits inside beyond the bounds: an application that does not receive makes the pipes pause.
 *   <li>After every event the law of conservation holds (checked by {@link Conservation} and {@link FakePipe}).
 * </ol>
 */
public abstract class ProtocolContract {
    private static final int SEQUENCES = 2_000;
    private static final int STEPS = 60;

    /** The protocol under test. */
    protected abstract Protocol protocol();

    /** A message that a peer may send over {@code pipe} now, good or bad; its body ends with {@code text}. */
    protected abstract Message incoming(FakePipe pipe, Random random, String text);

    /** A message that the application may send now, good or bad; its body ends with {@code text}. */
    protected Message outgoing(LogicHarness harness, Random random, String text) {
        return Message.of(text);
    }

    /** Settings that make the protocol what is tested; none by default. */
    protected void prepare(ProtocolSettings settings) {}

    /** What a socket needs before it receives anything, such as a subscription. */
    protected void prepare(LogicHarness harness) {}

    /** A request or a survey: mostly good, sometimes from too far away or cut short. */
    protected static Message anyRequest(Random random, String text) {
        return switch (random.nextInt(20)) {
            case 0 -> LogicHarness.wire("#" + text, 1, 2, 3, 4, 5, SpHeader.END_BIT | 1);
            case 1 -> LogicHarness.wire(text);
            default -> LogicHarness.wire(text, SpHeader.END_BIT | random.nextInt());
        };
    }

    /** A reply to something that the pipe took, mostly; sometimes made up, sometimes without an id. */
    protected static Message anyReply(FakePipe pipe, Random random, String text) {
        List<Message> asked = pipe.offered();
        int kind = random.nextInt(20);
        if (kind == 0) {
            return LogicHarness.wire("#" + text, 5);
        }
        boolean known = kind > 3 && !asked.isEmpty();
        int id = known ? SpHeader.word(asked.get(random.nextInt(asked.size())), 0) : random.nextInt();
        return LogicHarness.wire(text, SpHeader.END_BIT | id);
    }

    /** Whether there may be more than one context. */
    protected boolean hasContexts() {
        return switch (protocol()) {
            case REQ0, REP0, SUB0, SURVEYOR0, RESPONDENT0 -> true;
            case PAIR0, PAIR1, PUB0, PUSH0, PULL0, BUS0 -> false;
        };
    }

    private LogicHarness harness(long seed, Consumer<ProtocolSettings> how) {
        LogicHarness harness = new LogicHarness(protocol(), seed, how.andThen(this::prepare));
        prepare(harness);
        return harness;
    }

    @Test
    void keepsItsPromisesInRandomSequences() {
        for (long seed = 0; seed < SEQUENCES; seed++) {
            long each = seed;
            runSeeded(seed, () -> randomSequence(each));
        }
    }

    private void randomSequence(long seed) {
        LogicHarness harness = harness(seed, randomSettings(seed));
        RandomEvents events = new RandomEvents(harness, seed, this::incoming, this::outgoing);
        Conservation law = new Conservation(harness, protocol());
        for (int i = 0; i < STEPS; i++) {
            events.step(hasContexts());
            checkNoWaitOps(harness);
            harness.checkOps();
            law.check();
        }
        List<FakePipe> left = harness.pipes();
        harness.close();
        law.checkClosed();
        harness.checkOps();
        assertThat(left).noneMatch(FakePipe::isAttached);
        checkSends(harness);
        checkReceipts(harness);
    }

    private static Consumer<ProtocolSettings> randomSettings(long seed) {
        Random random = new Random(~seed);
        return settings -> {
            settings.sendDepth = random.nextInt(3);
            settings.recvDepth = random.nextInt(4);
            settings.maxTtl = 1 + random.nextInt(3);
            settings.resendNanos = random.nextBoolean() ? 5_000_000_000L : ProtocolSettings.NEVER;
            settings.surveyNanos = random.nextBoolean() ? 30_000_000_000L : ProtocolSettings.NEVER;
        };
    }

    @Test
    void settlesEveryOpWhenItCloses() {
        LogicHarness harness = harness(1, unchanged -> {});
        harness.receive();
        harness.send("one");
        harness.receive();
        harness.send("two");
        harness.close();
        harness.checkOps();
        assertThat(harness.ops()).noneMatch(RecordingOp::isPending);
    }

    @Test
    void usesNoPipeAfterItsDetach() {
        LogicHarness harness = harness(2, settings -> settings.sendDepth = 8);
        FakePipe first = harness.attach();
        harness.detach(first);
        for (int i = 0; i < 4; i++) {
            harness.trySend(harness.main(), "sent#" + i);
            harness.tryReceive(harness.main());
        }
        assertThat(first.offered()).isEmpty();
        harness.attach();
        harness.close();
        assertThat(first.offered()).isEmpty();
    }

    @Test
    void holdsNoMoreThanItsBoundWhenNobodyReceives() {
        LogicHarness harness = harness(3, settings -> settings.recvDepth = 8);
        FakePipe pipe = harness.attach();
        Random random = new Random(3);
        for (int i = 0; i < 1_000 && pipe.isAttached(); i++) {
            harness.deliver(pipe, incoming(pipe, random, "arrived#" + i));
        }
        int inside = harness.received().size() - harness.drops().size();
        assertThat(inside).isLessThanOrEqualTo(8);
        harness.close();
    }

    @Test
    void handlesTheHeaderOfTheUserAsItsModeSays() {
        LogicHarness harness = harness(4, unchanged -> {});
        FakePipe pipe = harness.attach();
        byte[] mark = "user's  ".getBytes(StandardCharsets.US_ASCII);
        RecordingOp op = harness.trySend(harness.main(), Message.of("body").withHeader(mark));
        checkHeader(pipe, op);
        harness.close();
    }

    /** The user gave a header of the two words {@code "user's  "}, which a cooked protocol ignores. */
    protected void checkHeader(FakePipe pipe, RecordingOp op) {
        for (Message m : pipe.offered()) {
            assertThat(new String(m.header(), StandardCharsets.ISO_8859_1)).doesNotContain("user");
            assertThat(m.text()).isEqualTo(op.sent().text());
        }
    }

    /** Runs one of many cases; a failure names its seed. */
    protected static void runSeeded(long seed, Runnable body) {
        try {
            body.run();
        } catch (AssertionError | RuntimeException e) {
            fail("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private static void checkNoWaitOps(LogicHarness harness) {
        for (RecordingOp op : harness.ops()) {
            assertThat(op.isPending() && !op.mayWait()).as("pending: %s", op).isFalse();
        }
    }

    private static void checkSends(LogicHarness harness) {
        Set<String> reached = new HashSet<>();
        for (FakePipe pipe : harness.everAttached()) {
            pipe.offered().forEach(m -> reached.add(tag(m)));
        }
        Set<String> accounted = new HashSet<>();
        for (FakePipe pipe : harness.everAttached()) {
            pipe.written().forEach(m -> accounted.add(tag(m)));
        }
        harness.drops().forEach(drop -> accounted.add(tag(drop.message())));
        for (RecordingOp op : harness.ops()) {
            if (op.isSend() && op.isDone()) {
                assertThat(accounted).as("written or dropped: %s", op).contains(tag(op.sent()));
            } else if (op.isSend()) {
                assertThat(reached).as("failed, but offered to a pipe: %s", op).doesNotContain(tag(op.sent()));
            }
        }
    }

    private static void checkReceipts(LogicHarness harness) {
        List<String> ends = new ArrayList<>();
        for (RecordingOp op : harness.ops()) {
            if (!op.isSend() && op.isDone()) {
                assertThat(op.text()).as("the body without any header").startsWith("arrived#");
                ends.add(tag(op.text()));
            }
        }
        harness.drops().forEach(drop -> ends.add(tag(drop.message())));
        Set<String> once = new HashSet<>(ends);
        int closing = 0;
        for (FakePipe pipe : harness.everAttached()) {
            closing += pipe.closeReason() == CloseReason.MALFORMED ? 1 : 0;
        }
        int unaccounted = 0;
        for (Message m : harness.received()) {
            unaccounted += once.contains(tag(m)) ? 0 : 1;
        }
        assertThat(unaccounted).as("neither received nor dropped nor malformed").isEqualTo(closing);
        List<String> arrived =
                harness.received().stream().map(ProtocolContract::tag).toList();
        List<String> arrivedEnds = ends.stream().filter(arrived::contains).toList();
        assertThat(arrivedEnds).doesNotHaveDuplicates();
    }

    private static String tag(Message m) {
        return tag(m.text());
    }

    private static String tag(String text) {
        return text.substring(text.lastIndexOf('#') + 1);
    }
}
