/**
 * What a protocol may see of the engine: the Turn, pending operations, pipes and the ring whose producer holds the Turn.
 * Imported by protocols and the engine; no threads of its own, one lock (the Turn's).
 */
@NullMarked
package io.sp4j.internal.turn;

import org.jspecify.annotations.NullMarked;
