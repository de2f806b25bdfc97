package io.sp4j.internal.engine;

import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.internal.jfr.Recorder;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import io.sp4j.spi.Clock;
import org.jspecify.annotations.Nullable;

/** An op whose owner is a future, completed on the socket's executor. */
final class AsyncOp extends Op {
    private final ContextCore context;
    private final SpFuture<Object> future;
    private volatile Clock.@Nullable Alarm timeout;
    private volatile boolean ended;
    private boolean takenBack;
    private Recorder.Wait recorded = Recorder.Wait.UNRECORDED;

    AsyncOp(ContextCore context, @Nullable Message toSend, Waiting waiting) {
        super(toSend, waiting);
        this.context = context;
        this.future = new SpFuture<>(this);
    }

    @Override
    public void await() {
        super.await();
        if (isSend()) {
            recorded = Recorder.JVM.sendWaits();
        }
    }

    SpFuture<Object> future() {
        return future;
    }

    /** Fails the op unless it is settled by then. */
    void timeoutAfter(long nanos) {
        Clock clock = context.socket.clock;
        timeout = clock.schedule(clock.nanos() + nanos, () -> context.timeout(this, nanos));
        if (ended) {
            cancelTimeout();
        }
    }

    /** Takes the op back because the future is completed from outside; false when it is settled already. */
    boolean withdraw(Failure why) {
        return context.withdraw(this, why);
    }

    /** The op is about to be ended for this reason; inside the Turn. */
    void withdrawing(Failure why) {
        takenBack = why.code() == ErrorCode.CANCELED;
    }

    @Override
    protected boolean wake() {
        if (takenBack) {
            cancelTimeout();
        } else {
            context.socket.execute(this::deliver);
        }
        return false;
    }

    /** Completes the future with the result of the op; once, after it is settled. */
    void deliver() {
        cancelTimeout();
        Failure failed = failure();
        recorded.over(context.socket.facade(), failed == null ? null : failed.code());
        if (failed != null) {
            future.deliverFailure(context.exception(isSend(), failed));
        } else {
            future.deliver(result());
        }
    }

    /** Says that no alarm is wanted, then looks for one; {@link #timeoutAfter} sets one, then looks whether it is wanted. */
    private void cancelTimeout() {
        ended = true;
        Clock.Alarm alarm = timeout;
        if (alarm != null) {
            alarm.cancel();
        }
    }
}
