package io.sp4j.internal.protocol;

import io.sp4j.internal.turn.PipePort;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What req keeps for a pipe. Guarded by the Turn. */
final class ReqPipe extends ReadyPipes.Member<ReqPipe> {
    final PipePort port;

    /** The requests that this pipe took last and that are not answered. */
    final Set<Request> carried = new LinkedHashSet<>();

    /** What the pipe took and has not written yet, as far as known. */
    @Nullable
    Request writing;

    /** Detached, or about to be. */
    boolean gone;

    ReqPipe(PipePort port) {
        this.port = port;
    }
}
