package io.sp4j.internal.engine;

import io.sp4j.internal.io.JvmEnvironment;
import io.sp4j.internal.io.Threads;
import io.sp4j.spi.Environment;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a socket is opened with.
 *
 * @param mode who looks after headers
 * @param options what the builder set
 * @param ownExecutor where handlers, listeners and completions run, or null for the environment's
 * @param ownEnvironment where time, randomness and transports come from, or null for the real ones
 */
public record SocketSetup(
        Mode mode,
        OptionValues options,
        @Nullable Executor ownExecutor,
        @Nullable Environment ownEnvironment) {

    /** For a cooked socket. */
    public SocketSetup(OptionValues options, @Nullable Executor ownExecutor, @Nullable Environment ownEnvironment) {
        this(Mode.COOKED, options, ownExecutor, ownEnvironment);
    }

    Executor executor(Environment.Session session) {
        return ownExecutor == null ? session.executor().orElseGet(Threads::callbacks) : ownExecutor;
    }

    Environment environment() {
        return ownEnvironment == null ? new JvmEnvironment() : ownEnvironment;
    }
}
