/**
 * The transports {@code ipc} and {@code unix}: unix-domain sockets in the file system. Found through the service file;
 * nothing imports this package.
 *
 * <p>Threads and locks: connections belong to their event loop; the files of a listener are guarded by a lock file.
 */
@NullMarked
package io.sp4j.transport.ipc;

import org.jspecify.annotations.NullMarked;
