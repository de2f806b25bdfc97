/**
 * What a transport is made of and what it is given: addresses, connectors, acceptors, links and a clock. Not stable
 * yet: minor versions may change it.
 *
 * <p>Importers: transports, the engine and its I/O. Threads and locks: the values are immutable and take no lock; each
 * interface says which thread calls it.
 */
@NullMarked
package io.sp4j.spi;

import org.jspecify.annotations.NullMarked;
