package io.sp4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Message;
import io.sp4j.Protocol;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The law of conservation for one socket, looked at after every event: no message is lost uncounted, none counted twice.
 * Bodies end with {@code #} and a number of their own, by which a message is known again.
 *
 * <ol>
 *   <li>A protocol that gives a message to one peer has each accepted one in at most one place: written, in a ring, dropped,
 *       or held by the protocol. Nothing is held when the socket is closed.
 *   <li>A protocol that gives a message to all peers has, for each pipe that was attached, a copy in exactly one place at
 *       all times: written, in the ring, or dropped on account of that pipe. Without any pipe it is dropped once.
 *   <li>A request may be written several times. It is dropped once for each copy that a pipe handed back, at most, and once
 *       more only if no pipe has a copy.
 *   <li>A send that failed is written nowhere and dropped at most once.
 *   <li>What was received is delivered or dropped at most once.
 * </ol>
 */
final class Conservation {
    private final LogicHarness harness;
    private final Protocol protocol;
    private final Map<RecordingOp, List<FakePipe>> addressees = new HashMap<>();
    private List<FakePipe> attachedBefore = List.of();

    Conservation(LogicHarness harness, Protocol protocol) {
        this.harness = harness;
        this.protocol = protocol;
    }

    /** Checks the law between two events. */
    void check() {
        noteAddressees();
        Tally drops = new Tally();
        harness.drops().forEach(drop -> drops.add(drop.message()));
        Tally written = new Tally();
        Tally inRings = new Tally();
        Tally handedBack = new Tally();
        for (FakePipe pipe : harness.everAttached()) {
            pipe.written().forEach(written::add);
            pipe.unwritten().forEach(inRings::add);
            pipe.handedBack().forEach(handedBack::add);
        }
        for (RecordingOp op : harness.ops()) {
            if (op.isSend()) {
                int tag = tag(op.sent());
                int out = written.count(tag) + inRings.count(tag);
                checkSend(op, out, handedBack.count(tag), drops.count(tag));
            }
        }
        checkReceipts(drops);
        attachedBefore = harness.pipes();
    }

    /** Checks that a closed socket holds nothing. */
    void checkClosed() {
        check();
        Tally ends = new Tally();
        harness.everAttached().forEach(pipe -> pipe.written().forEach(ends::add));
        harness.drops().forEach(drop -> ends.add(drop.message()));
        for (RecordingOp op : harness.ops()) {
            boolean toNobody = addressees.getOrDefault(op, List.of()).isEmpty();
            if (op.isSend() && op.isDone() && (!fansOut() || toNobody)) {
                assertThat(ends.count(tag(op.sent())))
                        .as("written or dropped in the end: %s", op)
                        .isPositive();
            }
        }
    }

    private boolean fansOut() {
        return switch (protocol) {
            case PUB0, BUS0, SURVEYOR0 -> true;
            case PAIR0, PAIR1, REQ0, REP0, SUB0, PUSH0, PULL0, RESPONDENT0 -> false;
        };
    }

    private void noteAddressees() {
        for (RecordingOp op : harness.ops()) {
            if (op.isSend() && op.isDone()) {
                addressees.computeIfAbsent(op, this::addresseesOf);
            }
        }
    }

    /** All pipes, but for the one that a raw bus is told to leave out. */
    private List<FakePipe> addresseesOf(RecordingOp op) {
        byte[] header = op.sent().header();
        boolean leavesOut = harness.isRaw() && protocol == Protocol.BUS0 && header.length == Integer.BYTES;
        int leftOut = leavesOut ? ByteBuffer.wrap(header).getInt() : 0;
        return attachedBefore.stream().filter(pipe -> pipe.id() != leftOut).toList();
    }

    private void checkSend(RecordingOp op, int out, int handedBack, int drops) {
        if (!op.isDone()) {
            assertThat(out).as("given to pipes, not accepted: %s", op).isZero();
            assertThat(drops).as("dropped, not accepted: %s", op).isLessThanOrEqualTo(1);
        } else if (fansOut()) {
            checkCopies(op, drops);
        } else if (protocol == Protocol.REQ0 && !harness.isRaw()) {
            assertThat(drops).as("dropped: %s", op).isLessThanOrEqualTo(handedBack + (out > 0 ? 0 : 1));
        } else {
            assertThat(out + drops).as("places of %s", op).isLessThanOrEqualTo(1);
        }
    }

    private void checkCopies(RecordingOp op, int drops) {
        List<FakePipe> to = addressees.getOrDefault(op, List.of());
        if (to.isEmpty()) {
            assertThat(drops).as("dropped, for there was nobody: %s", op).isEqualTo(1);
        }
        int tag = tag(op.sent());
        for (FakePipe pipe : to) {
            int copies = count(pipe.written(), tag) + count(pipe.unwritten(), tag);
            for (LogicHarness.Dropped drop : harness.drops()) {
                copies += drop.pipe() == pipe && tag(drop.message()) == tag ? 1 : 0;
            }
            assertThat(copies).as("places of the copy for %s of %s", pipe, op).isEqualTo(1);
        }
    }

    private void checkReceipts(Tally drops) {
        Tally ends = new Tally();
        for (RecordingOp op : harness.ops()) {
            if (!op.isSend() && op.isDone()) {
                ends.add(tag(op.text()));
            }
        }
        for (Message m : harness.received()) {
            int tag = tag(m);
            assertThat(ends.count(tag) + drops.count(tag)).as("ends of %s", m).isLessThanOrEqualTo(1);
        }
    }

    private static int count(List<Message> messages, int tag) {
        int count = 0;
        for (Message m : messages) {
            count += tag(m) == tag ? 1 : 0;
        }
        return count;
    }

    /** The number at the end of a body. */
    static int tag(Message m) {
        int value = 0;
        int unit = 1;
        for (int i = m.length() - 1; i >= 0 && m.byteAt(i) != '#'; i--) {
            value += unit * (m.byteAt(i) - '0');
            unit *= 10;
        }
        return value;
    }

    private static int tag(String text) {
        return Integer.parseInt(text.substring(text.lastIndexOf('#') + 1));
    }

    /** How often each number occurs. */
    private static final class Tally {
        private int[] counts = new int[256];

        void add(Message m) {
            add(tag(m));
        }

        void add(int tag) {
            if (tag >= counts.length) {
                counts = Arrays.copyOf(counts, 2 * tag);
            }
            counts[tag]++;
        }

        int count(int tag) {
            return tag < counts.length ? counts[tag] : 0;
        }
    }
}
