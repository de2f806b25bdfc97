package io.sp4j.internal.protocol;

import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.OpQueue;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import io.sp4j.internal.wire.SpHeader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Sub, version 0: receives what begins with one of its topics. Each context has topics and a queue of its own.
 *
 * <pre>
 *                   .-- topics match --> [ waiting ops ] or [ queue of one context ] --> recv
 *   any publisher --+-- topics match --> [ waiting ops ] or [ queue of another ] ------> recv
 *                   '-- nobody wants it: dropped
 * </pre>
 *
 * <ol>
 *   <li>Reading never pauses: a full queue drops its oldest message, or what arrives where new ones are not preferred.
 *   <li>Everything in a queue matches a topic that its context has now.
 *   <li>While a receive of a context waits, its queue is empty.
 *   <li>Nothing is sent: publishers close pipes that carry something.
 * </ol>
 */
final class Sub extends ProtocolLogic<PipePort> {
    private static final Failure NO_SEND = new Failure(ErrorCode.NOT_SUPPORTED, "send: a subscriber sends nothing");

    private final Set<Filter> contexts = new LinkedHashSet<>();
    private boolean closed;

    @Override
    public PipePort attach(Turn t, PipePort pipe) {
        return pipe;
    }

    @Override
    public void detach(Turn t, PipePort p, List<Message> unsent) {
        if (!unsent.isEmpty()) {
            throw new IllegalStateException("a subscriber sends nothing, and pipe " + p.id() + " hands something back");
        }
    }

    @Override
    public void receive(Turn t, PipePort p, Message m) {
        Message body = SpHeader.bare(m);
        if (closed) {
            t.drop(p, body, DropReason.UNREAD_AT_CLOSE);
            return;
        }
        boolean wanted = false;
        for (Filter context : contexts) {
            if (context.topics.matches(body)) {
                context.take(t, p, body);
                wanted = true;
            }
        }
        if (!wanted) {
            t.drop(p, body, DropReason.NOT_SUBSCRIBED);
        }
    }

    @Override
    public void close(Turn t) {
        closed = true;
    }

    @Override
    public ContextLogic newContext(Turn t, ProtocolSettings own) {
        Filter added = new Filter(own);
        contexts.add(added);
        return added;
    }

    /** A set of topics and what came for them. Its queue is used inside Turns only: topics can go while it is full. */
    private final class Filter implements Subscriptions {
        private final ProtocolSettings settings;
        private final Topics topics = new Topics();
        private final RecvQueue queue;
        private final OpQueue receivers = new OpQueue();

        Filter(ProtocolSettings settings) {
            this.settings = settings;
            queue = new RecvQueue(settings.recvDepth, settings.recvBytes);
        }

        void take(Turn t, PipePort from, Message m) {
            Op waiting = receivers.first();
            if (waiting != null) {
                t.complete(waiting, m);
                return;
            }
            while (!queue.hasRoomFor(m)) {
                Message oldest = settings.preferNew ? queue.poll() : null;
                if (oldest == null) {
                    t.drop(from, m, DropReason.QUEUE_FULL);
                    return;
                }
                t.drop(null, oldest, DropReason.QUEUE_FULL);
            }
            queue.add(m);
        }

        @Override
        public void subscribe(Turn t, byte[] topic) {
            topics.add(topic);
        }

        @Override
        public boolean unsubscribe(Turn t, byte[] topic) {
            if (!topics.remove(topic)) {
                return false;
            }
            for (int left = queue.size(); left > 0; left--) {
                Message m = next();
                if (topics.matches(m)) {
                    queue.add(m);
                } else {
                    t.drop(null, m, DropReason.NOT_SUBSCRIBED);
                }
            }
            return true;
        }

        /** What no longer fits goes, the newest first. */
        @Override
        public void settingsChanged(Turn t) {
            queue.resize(settings.recvDepth, settings.recvBytes);
            for (int left = queue.size(), kept = 0; left > 0; left--) {
                Message m = next();
                if (kept < Math.max(1, settings.recvDepth)) {
                    queue.add(m);
                    kept++;
                } else {
                    t.drop(null, m, DropReason.QUEUE_FULL);
                }
            }
        }

        private Message next() {
            Message m = queue.poll();
            if (m == null) {
                throw new IllegalStateException("somebody else took from the queue of a subscriber");
            }
            return m;
        }

        @Override
        public void send(Turn t, Op op) {
            t.fail(op, NO_SEND);
        }

        @Override
        public void receive(Turn t, Op op) {
            Message m = queue.poll();
            if (m != null) {
                t.complete(op, m);
            } else if (t.mayWait(op)) {
                receivers.add(op);
            }
        }

        @Override
        public boolean receivable(Turn t) {
            return queue.size() > 0;
        }

        @Override
        public Depths depths(Turn t) {
            return queue.depths();
        }

        @Override
        public boolean sendable(Turn t) {
            return false;
        }

        @Override
        public void cancel(Turn t, Op op, Failure why) {
            t.fail(op, why);
        }

        @Override
        public void close(Turn t, Failure why) {
            contexts.remove(this);
            receivers.failAll(t, why);
            for (Message m = queue.poll(); m != null; m = queue.poll()) {
                t.drop(null, m, DropReason.UNREAD_AT_CLOSE);
            }
        }
    }
}
