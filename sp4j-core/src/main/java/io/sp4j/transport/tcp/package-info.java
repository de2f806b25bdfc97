/**
 * The transports {@code tcp}, {@code tcp4} and {@code tcp6}. Found through the service file; nothing imports this
 * package but the module that puts TLS on top of TCP.
 *
 * <p>Threads and locks: connections belong to their event loop; resolving names blocks and happens on its own thread.
 */
@NullMarked
package io.sp4j.transport.tcp;

import org.jspecify.annotations.NullMarked;
