package io.sp4j.internal.engine;

import io.sp4j.Device.Direction;
import io.sp4j.Message;
import io.sp4j.Registration;
import io.sp4j.internal.turn.Effect;
import io.sp4j.internal.turn.Turn;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * Those who watch what passes a device: shown one message at a time, in order, on the executor of its first socket. When
 * 1,024 messages wait to be shown, further ones are not, and are counted.
 */
final class Taps implements Effect {
    private static final Logger LOG = System.getLogger("io.sp4j");
    private static final int MOST = 1_024;

    private final SocketCore socket;
    private final List<BiConsumer<? super Direction, ? super Message>> taps = new CopyOnWriteArrayList<>();
    private final Queue<Passed> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong missed = new AtomicLong();
    private final CallToken token = new CallToken();

    private record Passed(Direction direction, Message message) {}

    Taps(SocketCore socket) {
        this.socket = socket;
    }

    Registration add(BiConsumer<? super Direction, ? super Message> tap) {
        BiConsumer<? super Direction, ? super Message> added = Objects.requireNonNull(tap, "tap")::accept;
        taps.add(added);
        return () -> taps.remove(added);
    }

    /** How many messages passed unseen because too many waited. */
    long missed() {
        return missed.get();
    }

    /** A message passed; inside the Turn that made it pass. */
    void passed(Turn t, Direction direction, Message m) {
        if (taps.isEmpty()) {
            return;
        }
        if (size.incrementAndGet() > MOST) {
            size.decrementAndGet();
            missed.incrementAndGet();
            return;
        }
        waiting.add(new Passed(direction, m));
        t.after(this);
    }

    /** As an effect: somebody is to show what waits. */
    @Override
    public void run() {
        if (token.ask()) {
            socket.execute(this::showAll);
        }
    }

    private void showAll() {
        do {
            for (Passed next = waiting.poll(); next != null; next = waiting.poll()) {
                size.decrementAndGet();
                show(next);
            }
        } while (!token.rest());
    }

    private void show(Passed passed) {
        for (BiConsumer<? super Direction, ? super Message> tap : taps) {
            try {
                tap.accept(passed.direction, passed.message);
            } catch (Throwable failure) {
                LOG.log(
                        Level.WARNING,
                        "SP-CALLBACK-FAILED: a tap of a device with " + socket.name() + " threw",
                        failure);
                socket.callbackFailed(failure);
            }
        }
    }
}
