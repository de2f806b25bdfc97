/**
 * What a transport implements and what it is given; unstable until 1.0. Imported by transports and the engine. Each
 * type says on which thread its methods run; nothing here takes a lock.
 */
@NullMarked
package io.sp4j.spi;

import org.jspecify.annotations.NullMarked;
