package io.sp4j.internal.engine;

import io.sp4j.ErrorCode;
import io.sp4j.SpException;
import io.sp4j.internal.io.SystemClock;
import io.sp4j.spi.Environment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for futures of the engine's own making, such as "the dialer is up". */
final class Blocking {

    private Blocking() {}

    /**
     * Waits for the value.
     *
     * @throws SpException what the future failed with, {@code timedOut} after {@code nanos}, or Interrupted with the flag
     *     set again
     */
    static <T> T await(
            Environment.Session session,
            CompletableFuture<T> future,
            long nanos,
            String what,
            Supplier<SpException> timedOut) {
        try {
            boolean over = future.isDone() || session.await(future::isDone, nanos);
            return future.get(over ? 0 : nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SpException known) {
                throw known.code().exception(String.valueOf(known.getMessage()), known);
            }
            throw ErrorCode.INTERNAL.exception(what + " failed", e.getCause());
        } catch (TimeoutException e) {
            throw timedOut.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorCode.INTERRUPTED.exception(what + ": the thread was interrupted while it waited");
        }
    }

    /** Waits, at most {@code nanos}, whatever interrupts come; they are kept for later. */
    static boolean awaitUninterruptibly(Environment.Session session, CompletableFuture<?> future, long nanos) {
        if (session.await(future::isDone, nanos)) {
            return future.isDone();
        }
        long deadline = SystemClock.now() + nanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    future.get(deadline - SystemClock.now(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (ExecutionException e) {
                    return true;
                } catch (TimeoutException e) {
                    return false;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
