package io.sp4j.internal.engine;

import io.sp4j.spi.Environment;
import java.util.concurrent.Executor;

/**
 * What a socket is opened with.
 *
 * @param options what the builder set
 * @param executor where handlers, listeners and completions run
 * @param environment where time, randomness and transports come from
 */
public record SocketSetup(OptionValues options, Executor executor, Environment environment) {}
