/**
 * When a byte goes out and which thread writes it: event loops, timers, stream connections, buffers, threads. Imported by
 * transports and the engine. State of a loop belongs to its thread; other threads post tasks.
 */
@NullMarked
package io.sp4j.internal.io;

import org.jspecify.annotations.NullMarked;
