/**
 * A simulated network on a virtual clock: everything runs on the calling thread, one event after the other, and is determined
 * by a seed. Begin at {@link io.sp4j.testkit.sim.SimNetwork}.
 */
@NullMarked
package io.sp4j.testkit.sim;

import org.jspecify.annotations.NullMarked;
