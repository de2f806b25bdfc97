package io.sp4j.internal.engine;

import io.sp4j.Message;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a context receives, one after the other until it is closed or its survey is over. */
final class Messages implements Iterable<Message> {
    private final ContextCore context;

    Messages(ContextCore context) {
        this.context = context;
    }

    @Override
    public Iterator<Message> iterator() {
        return new Waiting();
    }

    @Override
    public void forEach(Consumer<? super Message> action) {
        spliterator().forEachRemaining(action);
    }

    @Override
    public Spliterator<Message> spliterator() {
        return new Unsplit();
    }

    @Override
    public String toString() {
        return "messages of " + context.socket.name();
    }

    /** Waits in {@code hasNext} and takes in {@code next}, so that an iterator that is given up has swallowed nothing. */
    private final class Waiting implements Iterator<Message> {
        @Override
        public boolean hasNext() {
            return context.watching().awaitReceivable();
        }

        @Override
        public Message next() {
            return context.recvUnlessOver()
                    .orElseThrow(() ->
                            new NoSuchElementException("closed, or the survey is over: " + context.socket.name()));
        }

        @Override
        public void forEachRemaining(Consumer<? super Message> action) {
            spliterator().forEachRemaining(action);
        }
    }

    /** Never splits: a part that reads ahead would swallow what it has read. */
    private final class Unsplit implements Spliterator<Message> {
        @Override
        public boolean tryAdvance(Consumer<? super Message> action) {
            Objects.requireNonNull(action, "action");
            Optional<Message> next = context.recvUnlessOver();
            next.ifPresent(action);
            return next.isPresent();
        }

        @Override
        public @Nullable Spliterator<Message> trySplit() {
            return null;
        }

        @Override
        public long estimateSize() {
            return Long.MAX_VALUE;
        }

        @Override
        public int characteristics() {
            return ORDERED | NONNULL;
        }
    }
}
