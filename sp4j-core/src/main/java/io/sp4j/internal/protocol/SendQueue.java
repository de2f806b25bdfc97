package io.sp4j.internal.protocol;

import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.internal.turn.Turn;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages accepted while no pipe is ready. Full: the sender waits. What a dying pipe hands back is accepted already, so
 * it goes to the head and may exceed the depth. Guarded by the Turn.
 */
final class SendQueue {
    private final ProtocolSettings settings;
    private final Deque<Message> messages = new ArrayDeque<>();
    private int most;

    SendQueue(ProtocolSettings settings) {
        this.settings = settings;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    boolean hasRoom() {
        return messages.size() < settings.sendDepth;
    }

    /** Appends; only where {@link #hasRoom}. */
    void add(Message m) {
        messages.addLast(m);
        most = Math.max(most, messages.size());
    }

    /** The oldest, or null. */
    @Nullable
    Message peek() {
        return messages.peekFirst();
    }

    /** Takes out what {@link #peek} answered. */
    void removeHead() {
        messages.removeFirst();
    }

    /** Puts messages back in front of all others; {@code oldestFirst} is sent in that order. */
    void handBack(List<Message> oldestFirst) {
        for (int i = oldestFirst.size() - 1; i >= 0; i--) {
            messages.addFirst(oldestFirst.get(i));
        }
        most = Math.max(most, messages.size());
    }

    /** How many wait, and the most that ever did. */
    Depths depths() {
        return Depths.unsent(messages.size(), most);
    }

    void dropAll(Turn t, DropReason why) {
        for (Message m = messages.pollFirst(); m != null; m = messages.pollFirst()) {
            t.drop(null, m, why);
        }
    }
}
