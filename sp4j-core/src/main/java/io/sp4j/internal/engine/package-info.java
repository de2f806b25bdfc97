/**
 * The engine: sockets as locks with a protocol inside, pipes with their rings, dialers, listeners, waiting, closing.
 * Imported by the public facade. Locks: the Turn of each socket; per pipe one flush token that is tried, never waited for.
 */
@NullMarked
package io.sp4j.internal.engine;

import org.jspecify.annotations.NullMarked;
