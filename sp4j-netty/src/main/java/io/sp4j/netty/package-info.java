/**
 * Transports that need TLS or HTTP, on Netty: the core connects and accepts, Netty's loops carry what follows. Nothing here is API;
 * the service loader finds the transport.
 */
@NullMarked
package io.sp4j.netty;

import org.jspecify.annotations.NullMarked;
