package io.sp4j.internal.io;

import io.sp4j.Message;
import io.sp4j.spi.Clock;
import io.sp4j.spi.Environment;
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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A selector, timers and a queue of tasks, with a thread that drives them. A thread of the application that waits for a
 * message drives them in its place when {@link LoopLead} gives it the right to. No user code and nothing that blocks runs
 * here.
 */
public final class EventLoop implements LoopLead.Driven {
    private static final int READ_BUFFER_BYTES = 256 << 10;
    private static final int MOST_TASKS_AT_ONCE = 256;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** For ever, short enough that any two times in use differ by less than {@link Long#MAX_VALUE}. */
    private static final long FARTHEST_NANOS = Long.MAX_VALUE / 2;

    private final LoopGroup group;
    private final Selector selector;
    private final LoopLead lead;
    private final LoopUsers users = new LoopUsers();
    private final Timers timers = new Timers();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
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
        Thread home = Threads.loop(this, this::run);
        lead = new LoopLead(home, this);
        home.start();
    }

    /** The loop that serves links of this configuration. */
    public static EventLoop of(LinkConfig config) {
        if (config.session() instanceof JvmEnvironment.JvmSession session) {
            return session.loop(config.affinity());
        }
        throw new IllegalStateException("this transport needs real threads and cannot run in a simulation");
    }

    /** Whether the calling thread is an event loop, this or another, or drives one. */
    public static boolean onLoop() {
        return Thread.currentThread() instanceof IoThread || LoopGroup.led() != null;
    }

    /**
     * Runs a task at once if the caller is a loop. If it is within such a task already, the loop runs this one after what it
     * has to do before: tasks that lead to each other neither nest nor keep a loop from its connections.
     *
     * @return false when the caller is no loop, and nothing was done
     */
    public static boolean runHere(Runnable task) {
        EventLoop current = Thread.currentThread() instanceof LoopThread thread ? thread.loop() : LoopGroup.led();
        if (current == null) {
            return false;
        }
        current.runFlat(task);
        return true;
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

    /** Whether the calling thread drives this loop. */
    public boolean isCurrent() {
        return lead.isMine();
    }

    /** Runs a task on the loop, after those posted before. */
    public void post(Runnable task) {
        tasks.add(task);
        lead.call();
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

    @Override
    public boolean hasWork() {
        return !tasks.isEmpty();
    }

    @Override
    public void wakeUp() {
        selector.wakeup();
    }

    // ---- being led -------------------------------------------------------------------------------------------------

    /** Who has connections on this loop. */
    LoopUsers users() {
        return users;
    }

    /** The loop of a socket's connections, if a thread that waits may drive it: no other socket has any there, and they are few. */
    public static @Nullable EventLoop leadable(Environment.Session session, int affinity) {
        EventLoop loop = session instanceof JvmEnvironment.JvmSession jvm ? jvm.leasedLoop(affinity) : null;
        return loop != null && loop.users.isOnly(session) ? loop : null;
    }

    /**
     * Drives the loop until {@code over}, the calling thread is interrupted, or less than a millisecond is left.
     *
     * @param spin how long to look for input before sleeping; null = not at all
     * @return false when somebody else drives, and the caller has to wait in another way; it may be unparked to try again
     */
    public boolean lead(BooleanSupplier over, long nanos, @Nullable Spin spin) {
        if (nanos < NANOS_PER_MILLI || !lead.tryLead()) {
            return false;
        }
        boolean done = false;
        try {
            done = spin == null ? leadSleeping(over, nanos) : leadSpinning(over, nanos, spin);
        } finally {
            boolean homeIsNeeded = !done || stopping || users.areHeldUp();
            lead.leave();
            if (homeIsNeeded) {
                lead.callHome();
            }
        }
        return true;
    }

    private boolean leadSpinning(BooleanSupplier over, long nanos, Spin spin) {
        long start = SystemClock.now();
        spin.begin(start);
        try {
            while (spin.lasts(SystemClock.now())) {
                doWhatIsDue();
                if (over.getAsBoolean()) {
                    return true;
                }
                guardedSelect(over, 0);
            }
            long left = nanos == Long.MAX_VALUE ? nanos : nanos - (SystemClock.now() - start);
            return leadSleeping(over, left);
        } finally {
            spin.end(SystemClock.now());
        }
    }

    /** Whether it is over; else the caller has to wait in another way. */
    private boolean leadSleeping(BooleanSupplier over, long nanos) {
        long deadline = nanos == Long.MAX_VALUE ? 0 : SystemClock.now() + nanos;
        while (true) {
            doWhatIsDue();
            if (over.getAsBoolean()) {
                return true;
            }
            long left = nanos == Long.MAX_VALUE ? nanos : deadline - SystemClock.now();
            if (stopping || left < NANOS_PER_MILLI || Thread.currentThread().isInterrupted()) {
                return false;
            }
            guardedSelect(over, left / NANOS_PER_MILLI);
        }
    }

    private void doWhatIsDue() {
        runTasks();
        runTimers();
    }

    /** The loop's own thread drives soon, unless somebody else does. */
    public void callHome() {
        lead.callHome();
    }

    /** As {@link #callHome}, for whoever waits for input and does not lead. */
    public void callHomeIfUndriven() {
        lead.callHomeIfUndriven();
    }

    /** Ends the sleep of {@code leader} if it drives this loop; after what it waits for has come. Any thread. */
    public void wake(Thread leader) {
        lead.wake(leader);
    }

    /** The thread ends once nothing is left to do. */
    void stop() {
        post(() -> stopping = true);
    }

    private void run() {
        try (selector) {
            while (true) {
                doWhatIsDue();
                if (stopping && tasks.isEmpty() && selector.keys().isEmpty()) {
                    return;
                }
                if (lead.isWanted()) {
                    lead.rest();
                } else {
                    guardedSelect(lead::isWanted, Long.MAX_VALUE);
                }
            }
        } catch (IOException e) {
            Log.fault("closing a selector failed", e);
        }
    }

    private void guardedSelect(BooleanSupplier over, long mostMillis) {
        try {
            select(over, mostMillis);
        } catch (Throwable failure) {
            lead.awake();
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

    private void select(BooleanSupplier over, long mostMillis) throws IOException {
        long timeoutMillis = mostMillis;
        if (!timers.isEmpty()) {
            long nanos = timers.untilNext(SystemClock.now());
            timeoutMillis = nanos <= 0 ? 0 : Math.min(mostMillis, (nanos - 1) / NANOS_PER_MILLI + 1);
        }
        if (stopping) {
            timeoutMillis = Math.min(timeoutMillis, 1);
        }
        if (timeoutMillis > 0 && lead.fallAsleep(over)) {
            selector.select(EventLoop::dispatch, timeoutMillis);
            lead.awake();
        } else {
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
