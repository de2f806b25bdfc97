/**
 * Keys and certificates from text and files, and the rules of TLS. Imported by the value type {@code TlsConfig}; no
 * sockets, no threads.
 */
@NullMarked
package io.sp4j.internal.tls;

import org.jspecify.annotations.NullMarked;
