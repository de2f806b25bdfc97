/**
 * The protocols as pure state machines: who gets a message, is it dropped, is it sent again, what is a legal state.
 * Every method runs inside a Turn, so there are no threads, locks or clocks here; imported by the engine.
 */
@NullMarked
package io.sp4j.internal.protocol;

import org.jspecify.annotations.NullMarked;
