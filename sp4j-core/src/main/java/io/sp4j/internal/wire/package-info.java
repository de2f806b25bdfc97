/**
 * What the bytes are: handshake, framing, SP headers. The only code that knows a byte offset. Push decoders without I/O,
 * threads or locks; imported by transports, the engine and, for headers, protocols.
 */
@NullMarked
package io.sp4j.internal.wire;

import org.jspecify.annotations.NullMarked;
