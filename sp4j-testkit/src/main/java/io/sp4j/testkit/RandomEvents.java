package io.sp4j.testkit;

import io.sp4j.Message;
import io.sp4j.internal.protocol.ContextLogic;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Throws events at a protocol, determined by a seed; each body that is sent or arrives ends with a tag of its own. */
final class RandomEvents {
    private static final int MOST_PIPES = 4;
    private static final int MOST_CONTEXTS = 3;
    private static final long LONGEST_STEP_NANOS = 40_000_000_000L;

    private final LogicHarness harness;
    private final Random random;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final List<ContextLogic> contexts = new ArrayList<>();
    private int tags;

    /** Makes what a peer sends. */
    interface Incoming {
        Message message(FakePipe pipe, Random random, String text);
    }

    /** Makes what the application sends. */
    interface Outgoing {
        Message message(LogicHarness harness, Random random, String text);
    }

    RandomEvents(LogicHarness harness, long seed, Incoming incoming, Outgoing outgoing) {
        this.harness = harness;
        this.random = new Random(seed);
        this.incoming = incoming;
        this.outgoing = outgoing;
        contexts.add(harness.main());
    }

    /** One event; those that make no sense now do nothing. */
    void step(boolean manyContexts) {
        ContextLogic context = any(contexts);
        FakePipe pipe = harness.pipes().isEmpty() ? null : any(harness.pipes());
        switch (random.nextInt(13)) {
            case 0 -> harness.send(context, outgoing.message(harness, random, tagged("sent")));
            case 1 -> harness.trySend(context, outgoing.message(harness, random, tagged("sent")));
            case 2 -> harness.receive(context);
            case 3 -> harness.tryReceive(context);
            case 4 -> endSome();
            case 5 -> harness.advanceNanos((long) (random.nextDouble() * LONGEST_STEP_NANOS));
            case 6 -> {
                if (manyContexts) {
                    changeContexts(context);
                }
            }
            case 7 -> attach();
            default -> onPipe(pipe);
        }
    }

    private void onPipe(@Nullable FakePipe pipe) {
        if (pipe == null) {
            attach();
            return;
        }
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> harness.write(pipe);
            case 3 -> pipe.beginWriting();
            case 4 -> {
                if (random.nextInt(3) == 0) {
                    harness.detach(pipe);
                }
            }
            default -> arrive(pipe);
        }
    }

    private void arrive(FakePipe pipe) {
        Message[] batch = new Message[1 + random.nextInt(3)];
        for (int i = 0; i < batch.length; i++) {
            batch[i] = incoming.message(pipe, random, tagged("arrived"));
        }
        harness.deliver(pipe, batch);
    }

    private void attach() {
        if (harness.pipes().size() < MOST_PIPES) {
            harness.attachOrRefuse();
        }
    }

    private void endSome() {
        for (RecordingOp op : harness.ops()) {
            if (op.isPending() && random.nextInt(3) == 0) {
                if (random.nextBoolean()) {
                    harness.cancel(op);
                } else {
                    harness.expire(op);
                }
            }
        }
    }

    private void changeContexts(ContextLogic context) {
        if (contexts.size() < MOST_CONTEXTS) {
            contexts.add(harness.openContext());
        } else if (context != harness.main()) {
            contexts.remove(context);
            harness.closeContext(context);
        }
    }

    private String tagged(String text) {
        return text + "#" + ++tags;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
