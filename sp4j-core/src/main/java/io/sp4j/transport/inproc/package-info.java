/**
 * Connections within one process: messages go from one socket's Turn to the other's, by whoever drains; no thread, no copy.
 * Found by the service file, imported by nobody; its one shared thing is the table of names.
 */
@NullMarked
package io.sp4j.transport.inproc;

import org.jspecify.annotations.NullMarked;
