package io.sp4j;

import org.jspecify.annotations.Nullable;

/** Answers requests. Runs on the socket's executor, as many at once as it was registered for. */
@FunctionalInterface
@SuppressWarnings("exports") // annotations for tools only
public interface Handler {

    /**
     * Answers one request. Null or an exception means no answer: it is counted and reported as
     * {@link SocketEvent.CallbackFailed}, and the requester asks again or gives up by its own timeout.
     *
     * @param request what was received; its {@link Message#pipe()} is who asked
     * @return the answer, or null for none
     * @throws Exception any; it means no answer
     */
    @Nullable
    Message handle(Message request) throws Exception;
}
