package io.sp4j.internal.protocol;

import io.sp4j.Message;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one socket's protocol. Every method runs inside a Turn of that socket.
 *
 * @param <P> what the protocol keeps for each pipe
 */
public abstract class ProtocolLogic<P> {

    /** A pipe is up; nothing of it has been received yet, and messages may be offered to it at once. */
    public abstract P attach(Turn t, PipePort pipe) throws PipeRejected;

    /**
     * A pipe is gone; exactly once for each attach that did not throw.
     *
     * @param unsent what was offered to the pipe and never begun, oldest first
     */
    public abstract void detach(Turn t, P p, List<Message> unsent);

    /** A message came in, as the peer sent it: its SP header is at the front. */
    public abstract void receive(Turn t, P p, Message m);

    /**
     * A message that came before its pipe ended, and was held back because reading was paused; {@code detach} follows.
     *
     * @return whether it was taken; if not, it is dropped and counted
     */
    public boolean receiveLast(Turn t, P p, Message m) {
        return false;
    }

    /** A pipe that refused an {@code offer} takes one again; a pipe of depth 0 has written its message. */
    public void writable(Turn t, P p) {}

    /** The time asked for with {@link Turn#schedule} has come, or nearly; the logic asks again for what is left. */
    public void tick(Turn t) {}

    /** Whether one send goes to every pipe, so that with several of them the sending thread had better not write. */
    public boolean fansOut() {
        return false;
    }

    /** A setting that this protocol reads has changed. */
    public void settingsChanged(Turn t) {}

    /** A context of its own; the socket's {@code send} and {@code recv} use the first. */
    public abstract ContextLogic newContext(Turn t, ProtocolSettings settings);

    /** Sends to this pipe alone, or null where the protocol addresses no single peers. */
    public @Nullable ContextLogic directed(Turn t, P p) {
        return null;
    }

    /**
     * The socket closes: waiting ops fail, queued messages are dropped and counted. Contexts have been closed before,
     * pipes are detached later, once they have written what they took.
     */
    public void close(Turn t) {}
}
