package io.sp4j;

import java.util.concurrent.CompletionStage;

/** Answers requests without holding a thread. */
@FunctionalInterface
public interface AsyncHandler {

    /**
     * Starts to answer one request. The stage's value is the answer; null, a failed stage or an exception means no
     * answer: it is counted and reported as {@link SocketEvent.CallbackFailed}.
     *
     * @param request what was received; its {@link Message#pipe()} is who asked
     * @return done with the answer, on any thread
     * @throws Exception any; it means no answer
     */
    CompletionStage<Message> handle(Message request) throws Exception;
}
