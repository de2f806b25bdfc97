package io.sp4j.internal.engine;

import io.sp4j.Registration;
import io.sp4j.SocketEvent;
import io.sp4j.internal.turn.Effect;
import io.sp4j.internal.turn.Turn;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of one socket, in order: appended inside Turns, delivered one at a time on the socket's executor. When 1,024
 * wait, drops of the same reason are put together, and whatever else does not fit is counted.
 */
final class EventQueue implements Effect {
    private static final Logger LOG = System.getLogger("io.sp4j");
    private static final int MOST = 1_024;

    private final SocketCore socket;
    private final List<Listening<?>> listeners = new CopyOnWriteArrayList<>();

    // Guarded by the Turn.
    private final ArrayDeque<SocketEvent> waiting = new ArrayDeque<>(0);
    private boolean running;
    private boolean startDue;
    private long lost;

    private volatile @Nullable Thread deliverer;

    private record Listening<E extends SocketEvent>(Class<E> type, Consumer<? super E> action) {
        Listening {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(action, "action");
        }

        void offer(SocketEvent event) {
            if (type.isInstance(event)) {
                action.accept(type.cast(event));
            }
        }
    }

    EventQueue(SocketCore socket) {
        this.socket = socket;
    }

    <E extends SocketEvent> Registration add(Class<E> type, Consumer<? super E> action) {
        Listening<E> listening = new Listening<>(type, action);
        listeners.add(listening);
        return () -> listeners.remove(listening);
    }

    /** Whether anybody would hear an event. */
    boolean isHeard() {
        return !listeners.isEmpty();
    }

    long lost() {
        return lost;
    }

    /** Appends an event if anybody listens. */
    void add(Turn t, SocketEvent event) {
        if (listeners.isEmpty()) {
            return;
        }
        if (waiting.size() >= MOST) {
            if (!merged(event)) {
                lost++;
            }
            return;
        }
        waiting.add(event);
        if (!running) {
            running = true;
            startDue = true;
            t.after(this);
        }
    }

    /** Puts a drop together with the last one waiting, if that is of the same kind. */
    private boolean merged(SocketEvent event) {
        if (event instanceof SocketEvent.MessagesDropped dropped
                && waiting.peekLast() instanceof SocketEvent.MessagesDropped last
                && last.reason() == dropped.reason()
                && last.pipe().equals(dropped.pipe())) {
            waiting.pollLast();
            waiting.add(new SocketEvent.MessagesDropped(
                    dropped.socket(), dropped.pipe(), dropped.reason(), last.count() + dropped.count()));
            return true;
        }
        return false;
    }

    @Override
    public void run() {
        boolean start;
        try (Turn t = socket.turn()) {
            start = takeStart(t);
        }
        if (start) {
            socket.execute(this::deliverAll);
        }
    }

    private boolean takeStart(Turn t) {
        boolean start = startDue;
        startDue = false;
        return start;
    }

    private void deliverAll() {
        deliverer = Thread.currentThread();
        try {
            for (List<SocketEvent> batch = take(); !batch.isEmpty(); batch = take()) {
                batch.forEach(this::deliver);
            }
        } finally {
            if (deliverer == Thread.currentThread()) {
                deliverer = null;
            }
        }
    }

    private List<SocketEvent> take() {
        try (Turn t = socket.turn()) {
            return take(t);
        }
    }

    private List<SocketEvent> take(Turn t) {
        List<SocketEvent> batch = new ArrayList<>(waiting);
        waiting.clear();
        if (batch.isEmpty()) {
            running = false;
        }
        return batch;
    }

    private void deliver(SocketEvent event) {
        for (Listening<?> listening : listeners) {
            try {
                listening.offer(event);
            } catch (Throwable failure) {
                callbackFailed(event, failure);
            }
        }
    }

    private void callbackFailed(SocketEvent event, Throwable failure) {
        LOG.log(Level.WARNING, "SP-CALLBACK-FAILED: an event listener of " + socket.name() + " threw", failure);
        if (!(event instanceof SocketEvent.CallbackFailed)) {
            socket.callbackFailed(failure);
        }
    }

    /** Whether the calling thread is delivering events of this socket. */
    boolean isDelivering() {
        return Thread.currentThread() == deliverer;
    }
}
