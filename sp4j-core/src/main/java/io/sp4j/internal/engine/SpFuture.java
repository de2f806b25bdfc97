package io.sp4j.internal.engine;

import io.sp4j.ErrorCode;
import io.sp4j.internal.turn.Failure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The future of an op. Completing it from outside first takes the op back, inside a Turn; when the op is settled already,
 * its result is on the way and the outsider is told false. So no message can be swallowed.
 *
 * <p>Stages derived from it are ordinary futures: completing or cancelling one does not touch the op.
 */
final class SpFuture<T> extends CompletableFuture<T> {
    private static final Failure WITHDRAWN =
            new Failure(ErrorCode.CANCELED, "the future was completed or cancelled by the application");

    private final AsyncOp op;

    SpFuture(AsyncOp op) {
        this.op = op;
    }

    @SuppressWarnings("unchecked")
    void deliver(@Nullable Object result) {
        super.complete((T) result);
    }

    void deliverFailure(Throwable failure) {
        super.completeExceptionally(failure);
    }

    private boolean withdraw() {
        return !isDone() && op.withdraw(WITHDRAWN);
    }

    @Override
    public boolean complete(@Nullable T value) {
        return withdraw() && super.complete(value);
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return withdraw() && super.completeExceptionally(failure);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return withdraw() ? super.cancel(mayInterruptIfRunning) : isCancelled();
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        throw new UnsupportedOperationException("a received message cannot be replaced; use a derived stage");
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
        throw new UnsupportedOperationException("a received message cannot be replaced; use a derived stage");
    }

    @Override
    public void obtrudeValue(@Nullable T value) {
        throw new UnsupportedOperationException("a result cannot be replaced");
    }

    @Override
    public void obtrudeException(Throwable failure) {
        throw new UnsupportedOperationException("a result cannot be replaced");
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
