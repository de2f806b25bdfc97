/**
 * The public API: sockets, contexts, messages, pipes, options, errors and events of the Scalability Protocols.
 * Application code imports this package and no other of this module.
 *
 * <p>Importers: everybody. Threads and locks: the values of this package are immutable and take no lock; sockets say on
 * each method whether it waits.
 */
@NullMarked
package io.sp4j;

import org.jspecify.annotations.NullMarked;
