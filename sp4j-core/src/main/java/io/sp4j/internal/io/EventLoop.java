package io.sp4j.internal.io;

import io.sp4j.Message;
import io.sp4j.spi.Clock;
import io.sp4j.spi.LinkConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A thread with a selector, timers and a queue of tasks. No user code and nothing that blocks runs on it.
 *
 * <p>A task posted while the loop sleeps in its selector wakes it once: {@code asleep} is set before the last look at the
 * queue, and whoever posts clears it after adding, so that one of the two sees the other.
 */
public final class EventLoop {
    private static final int READ_BUFFER_BYTES = 256 << 10;
    private static final int MOST_TASKS_AT_ONCE = 256;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** For ever, short enough that any two times in use differ by less than {@link Long#MAX_VALUE}. */
    private static final long FARTHEST_NANOS = Long.MAX_VALUE / 2;

    private final LoopGroup group;
    private final Selector selector;
    private final Thread thread;
    private final Timers timers = new Timers();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private volatile boolean stopping;

    private @Nullable ByteBuffer readBuffer;
    private boolean inTask;
    private final List<Message> batch = new ArrayList<>();

    EventLoop(LoopGroup group) {
        this.group = group;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a selector", e);
        }
        thread = Threads.loop(this, this::run);
        thread.start();
    }

    /** The loop that serves links of this configuration. */
    public static EventLoop of(LinkConfig config) {
        if (config.session() instanceof JvmEnvironment.JvmSession session) {
            return session.loop(config.affinity());
        }
        throw new IllegalStateException("this transport needs real threads and cannot run in a simulation");
    }

    /** Whether the calling thread is an event loop, this or another. */
    public static boolean onLoop() {
        return Thread.currentThread() instanceof IoThread;
    }

    /**
     * Runs a task at once if the caller is a loop. If it is within such a task already, the loop runs this one after what it
     * has to do before: tasks that lead to each other neither nest nor keep a loop from its connections.
     *
     * @return false when the caller is no loop, and nothing was done
     */
    public static boolean runHere(Runnable task) {
        if (Thread.currentThread() instanceof LoopThread current) {
            current.loop().runFlat(task);
            return true;
        }
        return false;
    }

    private void runFlat(Runnable task) {
        if (inTask) {
            post(() -> runFlat(task));
            return;
        }
        inTask = true;
        try {
            task.run();
        } finally {
            inTask = false;
        }
    }

    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Runs a task on the loop, after those posted before. */
    public void post(Runnable task) {
        tasks.add(task);
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    /** Runs a task now when called on the loop, else posts it. */
    public void run(Runnable task) {
        if (isCurrent()) {
            task.run();
        } else {
            post(task);
        }
    }

    /** Runs an action on the loop when its time has come. */
    public Clock.Alarm schedule(long atNanos, Runnable action) {
        long now = SystemClock.now();
        long at = atNanos - now > FARTHEST_NANOS ? now + FARTHEST_NANOS : atNanos;
        Timers.Timer timer = new Timers.Timer(this, at, action);
        run(() -> timers.add(timer));
        return timer;
    }

    void forget(Timers.Timer timer) {
        if (isCurrent()) {
            timers.remove(timer);
        } else {
            tasks.add(() -> timers.remove(timer));
        }
    }

    /** Registers a channel; on the loop. */
    SelectionKey register(SelectableChannel channel, int ops, Selectable target) throws IOException {
        return channel.register(selector, ops, target);
    }

    /** Brings the deregistration of closed channels about, which frees their ports; on the loop. */
    void flushClosed() {
        try {
            selector.selectNow(EventLoop::dispatch);
        } catch (IOException e) {
            Log.fault("select failed", e);
        }
    }

    /** The buffer that every connection of this loop reads into; empty between reads. On the loop. */
    ByteBuffer readBuffer() {
        ByteBuffer buffer = readBuffer;
        if (buffer == null) {
            buffer = ByteBuffer.allocateDirect(READ_BUFFER_BYTES);
            readBuffer = buffer;
        }
        return buffer.clear();
    }

    /** The list that messages are collected in; empty between deliveries. On the loop. */
    List<Message> batch() {
        return batch;
    }

    /** Where links take direct memory to write from. */
    public Buffers buffers() {
        return group.buffers();
    }

    /** What partly received messages may hold; the same for all loops. */
    public ReassemblyBudget reassembly() {
        return group.reassembly();
    }

    /** The thread ends once nothing is left to do. */
    void stop() {
        post(() -> stopping = true);
    }

    private void run() {
        try (selector) {
            while (true) {
                runTasks();
                runTimers();
                if (stopping && tasks.isEmpty() && selector.keys().isEmpty()) {
                    return;
                }
                guardedSelect();
            }
        } catch (IOException e) {
            Log.fault("closing a selector failed", e);
        }
    }

    private void guardedSelect() {
        try {
            select();
        } catch (Throwable failure) {
            asleep.set(false);
            Log.fault("select failed; the loop goes on", failure);
        }
    }

    private void runTasks() {
        for (int i = 0; i < MOST_TASKS_AT_ONCE; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            guarded(task);
        }
    }

    private void runTimers() {
        if (!timers.isEmpty()) {
            long now = SystemClock.now();
            for (Runnable action = timers.pollDue(now); action != null; action = timers.pollDue(now)) {
                guarded(action);
            }
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            Log.fault("a task of an event loop failed; the loop goes on", failure);
        }
    }

    private void select() throws IOException {
        long timeoutMillis = 0;
        if (!timers.isEmpty()) {
            long nanos = timers.untilNext(SystemClock.now());
            if (nanos <= 0) {
                selector.selectNow(EventLoop::dispatch);
                return;
            }
            timeoutMillis = (nanos - 1) / NANOS_PER_MILLI + 1;
        }
        if (stopping) {
            timeoutMillis = 1;
        }
        asleep.set(true);
        if (tasks.isEmpty()) {
            selector.select(EventLoop::dispatch, timeoutMillis);
            asleep.set(false);
        } else {
            asleep.set(false);
            selector.selectNow(EventLoop::dispatch);
        }
    }

    private static void dispatch(SelectionKey key) {
        Selectable target = (Selectable) key.attachment();
        int ready;
        try {
            ready = key.readyOps();
        } catch (CancelledKeyException e) {
            return; // closed, perhaps by a loop of Netty that the channel was handed to
        }
        try {
            target.ready(ready);
        } catch (Throwable failure) {
            guarded(() -> target.failed(failure));
        }
    }
}
