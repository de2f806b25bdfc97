package io.sp4j;

import java.util.concurrent.CompletionStage;

/** Answers requests without holding a thread. */
@FunctionalInterface
public interface AsyncHandler {

    /**
     * Starts to answer one request. The stage's value is the answer; null, a failed stage or an exception means no
     * answer: it is counted and reported as {@link SocketEvent.CallbackFailed}.
     */
    CompletionStage<Message> handle(Message request) throws Exception;
}
