/**
 * Event loops, timers and stream links, and what they share: buffers, threads and the escaping of text from outside.
 * Imported by the engine and the transports.
 *
 * <p>Threads and locks: each loop has one thread and one lock; the rest is confined to a loop or stateless.
 */
@NullMarked
package io.sp4j.internal.io;

import org.jspecify.annotations.NullMarked;
