/**
 * The Scalability Protocols: sockets, messages, options and events. This is what programs import.
 */
@NullMarked
package io.sp4j;

import org.jspecify.annotations.NullMarked;
